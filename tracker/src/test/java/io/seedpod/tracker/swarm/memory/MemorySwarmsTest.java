package io.seedpod.tracker.swarm.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceExtras;
import io.seedpod.model.tracker.Labels;
import io.seedpod.tracker.swarm.HandOut;
import io.seedpod.tracker.swarm.KnownPeer;
import io.seedpod.tracker.swarm.RegistryCounts;
import io.seedpod.tracker.swarm.SwarmRegistry;
import io.seedpod.tracker.swarm.SwarmRegistryContract;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MemorySwarmsTest extends SwarmRegistryContract {
    private static final long SEED = 0x5eed;

    @Override
    protected SwarmRegistry empty() {
        return new MemorySwarms(new MemorySwarms.Limits(100_000, 10_000, 100_000), SEED);
    }

    private static boolean enter(
            SwarmRegistry registry, InfoHash swarm, PeerEndpoint peer, long left, HandOut handOut) {
        handOut.begin(10, false);
        registry.announce(
                request(swarm, peer, left, AnnounceEvent.NONE), peer, 5, LIFETIME, handOut);
        return handOut.remembered();
    }

    @Test
    void atTheBoundOnPeersANewcomerIsAnsweredButNotRemembered() {
        var registry = new MemorySwarms(new MemorySwarms.Limits(3, 10, 10), SEED);
        var handOut = new HandOut(10);
        for (int i = 0; i < 3; i++) {
            assertTrue(enter(registry, SWARM, v4(i), 5, handOut));
        }
        assertFalse(enter(registry, SWARM, v4(3), 5, handOut));
        assertEquals(3, handOut.count(), "it is answered all the same");
        assertEquals(new RegistryCounts(1, 0, 0, 3, 1), registry.counts());

        assertTrue(enter(registry, SWARM, v4(0), 5, handOut), "who is known may go on");
        assertTrue(enter(registry, SWARM, v4(0), 0, handOut), "and may become a seeder");
        assertEquals(3, registry.sweep(5 + LIFETIME));
        assertTrue(enter(registry, SWARM, v4(3), 5, handOut), "room comes back");
    }

    @Test
    void atTheBoundOnSwarmsThoseThatAreKnownGrowOn() {
        var registry = new MemorySwarms(new MemorySwarms.Limits(100, 2, 10), SEED);
        var handOut = new HandOut(10);
        assertTrue(enter(registry, new InfoHash(1, 1, 1), v4(1), 5, handOut));
        assertTrue(enter(registry, new InfoHash(2, 2, 2), v4(1), 5, handOut));
        assertFalse(enter(registry, new InfoHash(3, 3, 3), v4(1), 5, handOut));
        assertTrue(enter(registry, new InfoHash(2, 2, 2), v4(2), 5, handOut));
        assertEquals(2, registry.counts().swarms());
    }

    /// Seeders and leechers of both families are kept apart, and each costs as much as a swarm.
    @Test
    void kindsOfPeersInSwarmsAreBoundedToo() {
        var registry = new MemorySwarms(new MemorySwarms.Limits(100, 2, 10), SEED);
        var handOut = new HandOut(10);
        var one = new InfoHash(1, 1, 1);
        var other = new InfoHash(2, 2, 2);
        for (long left : new long[] {0, 5}) {
            assertTrue(enter(registry, one, v4((int) left), left, handOut));
            assertTrue(enter(registry, one, v6((int) left), left, handOut));
        }
        assertFalse(enter(registry, other, v4(1), 5, handOut));
        assertTrue(enter(registry, one, v4(9), 0, handOut), "of a kind that is there");
        assertFalse(
                registry.enter(
                        other,
                        new KnownPeer(
                                v4(1), KnownPeer.UNKNOWN_ID, true, 0, Labels.NONE, false, 9, 0),
                        5,
                        false));
        assertEquals(1, registry.counts().turnedAway(), "not the one that was told of");

        registry.leave(one, v4(5));
        assertTrue(enter(registry, other, v4(1), 5, handOut), "room comes back");
        assertTrue(enter(registry, other, v4(1), 0, handOut), "one kind less, one more");
        assertFalse(enter(registry, other, v6(1), 0, handOut));
        registry.sweep(5 + LIFETIME);
        assertTrue(enter(registry, other, v6(1), 0, handOut));
    }

    /// A swarm with labels takes three times as much.
    @Test
    void swarmsWhosePeersSayWhereTheyRunAreBounded() {
        var registry = new MemorySwarms(new MemorySwarms.Limits(1_000, 400, 10), SEED);
        for (int again = 0; again < 2; again++) {
            for (int i = 0; i < 200; i++) {
                assertEquals(i < 100, readsLabels(registry, new InfoHash(i, i, i), 5 + again));
            }
        }
        registry.sweep(6 + LIFETIME);
        assertEquals(0, registry.counts().swarms());
        assertTrue(readsLabels(registry, SWARM, 6 + LIFETIME), "room comes back");
    }

    private static boolean readsLabels(SwarmRegistry registry, InfoHash swarm, long now) {
        var handOut = new HandOut(10);
        handOut.begin(0, false);
        var said =
                request(swarm, v4(1), 5, AnnounceEvent.NONE)
                        .withExtras(AnnounceExtras.ofLabels(new Labels("n", "z", "r")));
        registry.announce(said, v4(1), now, LIFETIME, handOut);
        return !registry.peers(swarm, now, 1).getFirst().labels().areNone();
    }

    @Test
    void whereThereIsNoRoomForDetailsPeersAreKeptWithoutThem() {
        var registry = new MemorySwarms(new MemorySwarms.Limits(1_000, 10, 16), SEED);
        var handOut = new HandOut(10);
        for (int i = 0; i < 3; i++) {
            enter(registry, SWARM, v4(i), 5, handOut);
        }
        assertTrue(registry.peers(SWARM, 5, 10).stream().allMatch(p -> p.details().isPresent()));
        for (int i = 3; i < 100; i++) {
            enter(registry, SWARM, v4(i), 5, handOut);
        }
        var peers = registry.peers(SWARM, 5, 1_000);
        assertEquals(100, peers.size());
        assertTrue(peers.stream().allMatch(peer -> peer.details().isEmpty()));

        registry.sweep(5 + LIFETIME);
        enter(registry, SWARM, v4(1), 5, handOut);
        assertTrue(
                registry.peers(SWARM, 5, 10).getFirst().details().isPresent(), "room comes back");
    }

    @Test
    void aPortOfZeroOrALifetimeOutOfRangeIsOurOwnMistake() {
        var registry = empty();
        var handOut = new HandOut(10);
        handOut.begin(0, false);
        var portless = new PeerEndpoint.V4(1, 0);
        var said = request(SWARM, v4(1), 0, AnnounceEvent.NONE);
        assertThrows(
                IllegalArgumentException.class,
                () -> registry.announce(said, portless, 5, LIFETIME, handOut));
        assertThrows(
                IllegalArgumentException.class,
                () -> registry.announce(said, v4(1), 5, 0, handOut));
        assertThrows(
                IllegalArgumentException.class,
                () -> registry.announce(said, v4(1), 5, 8_001, handOut));
    }

    @Test
    void severalThreadsMayAnnounceAtOnce() throws Exception {
        var registry = empty();
        try (var pool = Executors.newFixedThreadPool(4)) {
            var done = new ArrayList<Future<?>>();
            for (int thread = 0; thread < 4; thread++) {
                int first = 10_000 * thread;
                done.add(
                        pool.submit(
                                () -> {
                                    var handOut = new HandOut(10);
                                    for (int i = 0; i < 5_000; i++) {
                                        var swarm = new InfoHash(1, i % 70, 1);
                                        enter(registry, swarm, v4(first + i), i % 3, handOut);
                                    }
                                }));
            }
            for (var each : done) {
                each.get();
            }
        }
        assertEquals(20_000, registry.counts().peers());
        assertEquals(70, registry.counts().swarms());
        assertEquals(20_000, registry.sweep(5 + LIFETIME));
        assertEquals(new RegistryCounts(0, 0, 0, 0, 0), registry.counts());
    }
}
