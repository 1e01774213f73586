package io.seedpod.peer.net.tracker.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersJsonTest {
    @Test
    void aPageIsReadWholeAndNewerKeysAreIgnored() {
        var page =
                MembersJson.page(
                                Buffer.buffer(
                                        """
                                        {"peers": [
                                          {"endpoint": "10.0.0.7:6881", "client": "SeedPod", "node": "n1",
                                           "zone": "z", "region": "r", "draining": true, "newer": [1],
                                           "lastAnnounceSeconds": 4, "since": "2026-11-21T10:00:00Z",
                                           "torrentCount": 3, "torrents": [
                                             {"infoHash": "aa", "name": "model", "left": 5,
                                              "state": "leecher", "since": "2026-11-21T10:01:00Z"},
                                             {"infoHash": "bb", "state": "seeder"}]},
                                          {"endpoint": "[fd00::1]:6881", "torrents": []}],
                                         "next": "[fd00::1]:6881"}
                                        """))
                        .orElseThrow();
        assertEquals(Optional.of("[fd00::1]:6881"), page.next());
        assertEquals(
                List.of(
                        new Member(
                                "10.0.0.7:6881",
                                Optional.of("SeedPod"),
                                Optional.of("n1"),
                                Optional.of("z"),
                                Optional.of("r"),
                                true,
                                OptionalLong.of(4),
                                Optional.of("2026-11-21T10:00:00Z"),
                                3,
                                List.of(
                                        new Member.Held(
                                                "aa",
                                                Optional.of("model"),
                                                OptionalLong.of(5),
                                                "leecher",
                                                Optional.of("2026-11-21T10:01:00Z")),
                                        new Member.Held(
                                                "bb",
                                                Optional.empty(),
                                                OptionalLong.empty(),
                                                "seeder",
                                                Optional.empty()))),
                        new Member(
                                "[fd00::1]:6881",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                OptionalLong.empty(),
                                Optional.empty(),
                                0,
                                List.of())),
                page.members());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"peers\": 3}",
                "{\"peers\": [null]}",
                "{\"peers\": [{}]}",
                "{\"peers\": [{\"endpoint\": 4}]}",
                "{\"peers\": [{\"endpoint\": \"a\", \"torrents\": [{}]}]}",
                "{\"peers\": [], \"next\": 1}"
            })
    void whatIsNoListOfPeersIsNotRead(String text) {
        assertTrue(MembersJson.page(Buffer.buffer(text)).isEmpty(), text);
    }
}
