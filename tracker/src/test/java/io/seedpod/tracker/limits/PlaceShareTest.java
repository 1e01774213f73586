package io.seedpod.tracker.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.tracker.swarm.HandOut;
import io.seedpod.tracker.swarm.memory.MemorySwarms;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Floods of infohashes and peers that nobody has heard of.
class PlaceShareTest {
    private static final int PEERS = 20_000;
    private static final int SWARMS = 8_000;
    private static final int SHARE = 1_000;
    private static final int LIFETIME = 750;
    private static final int FLOOD = 500_000;

    private final MemorySwarms swarms =
            new MemorySwarms(
                    new MemorySwarms.Limits(PEERS, SWARMS, 0),
                    new PlaceShare(SHARE, LIFETIME, AddressRanges.NONE, 5, 0),
                    7);
    private final HandOut handOut = new HandOut(200);
    private final Random random = new Random(11);

    /// @return whether the peer is remembered
    private boolean announce(InfoHash infoHash, PeerEndpoint peer, long nowSeconds) {
        handOut.begin(50, false);
        swarms.announce(
                new AnnounceRequest(
                        infoHash,
                        new PeerId(1, 2, 3),
                        0,
                        0,
                        5,
                        AnnounceEvent.NONE,
                        50,
                        0,
                        peer.port()),
                peer,
                nowSeconds,
                LIFETIME,
                handOut);
        return handOut.remembered();
    }

    private InfoHash anyInfoHash() {
        return new InfoHash(random.nextLong(), random.nextLong(), random.nextInt());
    }

    private int anyPort() {
        return 1 + random.nextInt(65_535);
    }

    private void floodFrom(java.util.function.IntFunction<PeerEndpoint> sender, long nowSeconds) {
        for (int i = 0; i < FLOOD; i++) {
            announce(
                    i % 3 == 0 ? anyInfoHash() : new InfoHash(1, 2, i % 50),
                    sender.apply(i),
                    nowSeconds);
        }
    }

    @Test
    void oneAddressCannotLockOthersOut() {
        floodFrom(_ -> new PeerEndpoint.V4(0x0a000001, anyPort()), 0);
        var counts = swarms.counts();
        assertTrue(counts.peers() <= PEERS * 3 / 4, counts::toString);
        assertTrue(counts.swarms() <= SWARMS * 3 / 4, counts::toString);
        assertTrue(counts.turnedAway() > 0, counts::toString);
        for (int i = 0; i < 100; i++) {
            assertTrue(announce(anyInfoHash(), new PeerEndpoint.V4(0x0b000000 + i, 6_881), 1));
        }
    }

    /// An honest peer behind a busy address goes on as before: who is known is not asked again.
    @Test
    void whoIsKnownStays() {
        var known = new PeerEndpoint.V4(0x0a000001, 6_881);
        var swarm = new InfoHash(9, 9, 9);
        assertTrue(announce(swarm, known, 0));
        floodFrom(_ -> new PeerEndpoint.V4(0x0a000001, anyPort()), 0);
        assertTrue(announce(swarm, known, 1));
        assertFalse(announce(anyInfoHash(), new PeerEndpoint.V4(0x0a000001, 6_882), 0));
    }

    /// With many addresses an attacker can still fill the rest; memory stays bounded.
    @Test
    void manyAddressesFillTheRestAndNoMore() {
        floodFrom(i -> new PeerEndpoint.V4(i * 0x9e3779b9, anyPort()), 0);
        var counts = swarms.counts();
        assertTrue(counts.peers() <= PEERS, counts::toString);
        assertTrue(counts.swarms() <= SWARMS, counts::toString);
        assertTrue(counts.turnedAway() > 0, counts::toString);
    }

    @Test
    void aSlash64IsOneAddress() {
        floodFrom(_ -> new PeerEndpoint.V6(0x20010db8L << 32, random.nextLong(), anyPort()), 0);
        assertTrue(swarms.counts().peers() <= PEERS * 3 / 4);
        assertTrue(
                announce(anyInfoHash(), new PeerEndpoint.V6((0x20010db8L << 32) + 1, 1, 6_881), 1));
    }

    @Test
    void placesComeBack() {
        floodFrom(_ -> new PeerEndpoint.V4(0x0a000001, anyPort()), 0);
        swarms.sweep(LIFETIME + 1);
        assertEquals(0, swarms.counts().peers());
        assertTrue(announce(anyInfoHash(), new PeerEndpoint.V4(0x0a000001, 1), LIFETIME + 1));
    }
}
