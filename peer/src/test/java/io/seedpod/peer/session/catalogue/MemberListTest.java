package io.seedpod.peer.session.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemberListTest {
    private static MemberPeer peer(String endpoint, String tracker, String... infoHashes) {
        return new MemberPeer(
                endpoint,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                infoHashes.length,
                List.of(infoHashes).stream()
                        .map(hash -> new MemberPeer.Held(hash, null, null, "seeder", null))
                        .toList(),
                tracker);
    }

    @Test
    void aPeerThatSeveralTrackersKnowIsListedOnceWithTheTorrentsOfAll() {
        var together =
                MemberList.together(
                        List.of(
                                List.of(peer("a", "one", "x", "y"), peer("b", "one")),
                                List.of(peer("c", "two", "x"), peer("a", "two", "y", "z"))));
        assertEquals(
                List.of(peer("a", "one", "x", "y", "z"), peer("b", "one"), peer("c", "two", "x")),
                together);
    }

    @Test
    void whatItSeedsIsToldFromWhatItFetches() {
        var peer = peer("a", "one", "x", "y");
        assertEquals(2, peer.seeding());
    }
}
