package io.seedpod.tracker.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.Members;
import io.seedpod.tracker.swarm.HandOut;
import io.seedpod.tracker.swarm.memory.MemorySwarms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemberDirectoryTest {
    private static final InfoHash ONE = new InfoHash(1, 1, 1);
    private static final InfoHash TWO = new InfoHash(2, 2, 2);

    private final MemorySwarms swarms =
            new MemorySwarms(new MemorySwarms.Limits(10_000, 100, 10_000), 5);
    private final MemberDirectory members = new MemberDirectory(swarms);
    private long now = 100;

    private static PeerEndpoint peer(String literal) {
        return PeerEndpoint.parse(literal).orElseThrow();
    }

    private void announce(String peer, InfoHash swarm, long left) {
        var endpoint = peer(peer);
        var request =
                new AnnounceRequest(
                        swarm,
                        PeerId.ours(new Random(1)),
                        0,
                        0,
                        left,
                        AnnounceEvent.NONE,
                        0,
                        0,
                        endpoint.port());
        var handOut = new HandOut(1);
        handOut.begin(0, false);
        swarms.announce(request, endpoint, now, 100, handOut);
    }

    private List<Member> all() {
        return members.list(members.look(now), Optional.empty(), 100, now).members();
    }

    @Test
    void eachMemberIsListedWithWhatItHoldsAndNobodyElse() {
        announce("10.0.0.1:6881", Members.INFO_HASH, 0);
        announce("10.0.0.2:6881", Members.INFO_HASH, 0);
        announce("10.0.0.1:6881", TWO, 7);
        announce("10.0.0.1:6881", ONE, 0);
        announce("10.0.0.3:6881", ONE, 0);
        announce("10.0.0.1:6882", ONE, 0);
        var all = all();
        assertEquals(2, all.size());
        var held = all.getFirst().torrents();
        assertEquals(List.of(ONE, TWO), held.stream().map(Member.Held::infoHash).toList());
        assertEquals(List.of(true, false), held.stream().map(each -> each.as().seeder()).toList());
        assertEquals(7, held.getLast().as().details().orElseThrow().left());
        assertEquals(List.of(), all.getLast().torrents());
    }

    /// Since it came, or became complete; heartbeats change nothing of it.
    @Test
    void itIsKnownSinceWhenATorrentIsHeldAsItIs() {
        announce("10.0.0.1:6881", Members.INFO_HASH, 0);
        announce("10.0.0.1:6881", ONE, 5);
        now += 30;
        announce("10.0.0.1:6881", ONE, 4);
        now += 10;
        assertEquals(40, since());
        announce("10.0.0.1:6881", ONE, 0);
        assertEquals(0, since());
        now += 7;
        assertEquals(7, since());
    }

    private long since() {
        announce("10.0.0.1:6881", Members.INFO_HASH, 0);
        return all().getFirst().torrents().getFirst().as().details().orElseThrow().knownSeconds();
    }

    @Test
    void pagesFollowTheOrderOfAddressesAndLeaveNobodyOut() {
        var expected =
                List.of(
                        "1.0.0.200:1",
                        "10.0.0.9:1",
                        "10.0.0.9:20000",
                        "10.0.0.9:60000",
                        "200.0.0.1:1",
                        "[::5]:1",
                        "[fd00::1]:1");
        for (var each : List.of(6, 2, 0, 5, 1, 3, 4)) {
            announce(expected.get(each), Members.INFO_HASH, 0);
        }
        var seen = new ArrayList<String>();
        Optional<PeerEndpoint> after = Optional.empty();
        for (int page = 0; page < 4; page++) {
            var found = members.list(members.look(now), after, 2, now);
            found.members().forEach(member -> seen.add(member.self().endpoint().toString()));
            assertEquals(page == 3, found.next().isEmpty());
            after = found.next();
        }
        assertEquals(expected, seen);
        var last = Optional.of(peer("[fd00::1]:1"));
        assertEquals(List.of(), members.list(members.look(now), last, 2, now).members());
        // Behind somebody who is no member.
        var page = members.list(members.look(now), Optional.of(peer("10.0.0.9:2")), 1, now);
        assertEquals("10.0.0.9:20000", page.members().getFirst().self().endpoint().toString());
    }

    /// A look may be shared for a while: who has gone is left out, and pages go on behind it.
    @Test
    void whoHasGoneSinceTheLookIsLeftOut() {
        announce("10.0.0.1:1", Members.INFO_HASH, 0);
        announce("10.0.0.2:1", Members.INFO_HASH, 0);
        announce("10.0.0.2:1", ONE, 0);
        announce("10.0.0.2:1", TWO, 0);
        announce("10.0.0.3:1", Members.INFO_HASH, 0);
        var places = members.look(now);
        swarms.leave(Members.INFO_HASH, peer("10.0.0.1:1"));
        swarms.leave(ONE, peer("10.0.0.2:1"));
        var first = members.list(places, Optional.empty(), 1, now);
        assertEquals(List.of(), first.members());
        var second = members.list(places, first.next(), 1, now);
        assertEquals(
                List.of(TWO),
                second.members().getFirst().torrents().stream()
                        .map(Member.Held::infoHash)
                        .toList());
        assertEquals(Optional.of(peer("10.0.0.2:1")), second.next());
        assertEquals(List.of(ONE, TWO), places.torrents().stream().sorted().toList());
    }

    @Test
    void theMembersSwarmIsNoTorrent() {
        announce("10.0.0.1:6881", Members.INFO_HASH, 0);
        assertEquals(0, swarms.counts().swarms());
        assertEquals(0, swarms.counts().peers());
        announce("10.0.0.1:6881", ONE, 0);
        assertEquals(1, swarms.counts().swarms());
        assertEquals(1, swarms.counts().seeders());
    }
}
