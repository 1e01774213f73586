package io.seedpod.tracker.policy;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;

/// How often a peer is asked to announce, and how long it may then stay silent.
///
/// Our peers announce often, so that one that died is forgotten within a minute; stock clients
/// would not do so, or never do (libtorrent), and are asked for less. The intervals are spread so
/// that peers that started together do not announce together for ever.
///
/// @param ourSeconds for our peers
/// @param stockSeconds for all others
/// @param minSeconds told over HTTP as the shortest a client may choose by itself
/// @param seed of the spread
public record Heartbeats(int ourSeconds, int stockSeconds, int minSeconds, long seed) {
    /// Longest interval that can be asked for: its lifetime still fits a registry.
    public static final int MAX_SECONDS = 2_700;

    public static final int OUR_SECONDS = 15;
    public static final int STOCK_SECONDS = 300;
    public static final int MIN_SECONDS = 60;

    /// One part in this many, up or down.
    private static final int SPREAD = 10;

    public Heartbeats {
        require("ourSeconds", ourSeconds);
        require("stockSeconds", stockSeconds);
        require("minSeconds", minSeconds);
    }

    private static void require(String what, int seconds) {
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw new IllegalArgumentException(
                    what + " " + seconds + " (expected: 1 to " + MAX_SECONDS + ")");
        }
    }

    /// The next interval of this peer: its kind's, give or take a tenth. The same arguments give
    /// the same answer.
    public int intervalSeconds(PeerId peerId, InfoHash infoHash, long nowSeconds) {
        int base = peerId.isOurs() ? ourSeconds : stockSeconds;
        int spread = base / SPREAD;
        long mixed =
                mix(
                        seed
                                ^ mix(
                                        peerId.middle()
                                                ^ peerId.low()
                                                ^ mix(infoHash.middle() ^ nowSeconds)));
        return base - spread + (int) Long.remainderUnsigned(mixed, 2L * spread + 1);
    }

    /// What HTTP tells as `min interval`: never more than the interval itself.
    public int minIntervalSeconds(int intervalSeconds) {
        return Math.min(minSeconds, intervalSeconds);
    }

    /// Two and a half times the interval that was given, rounded up: two announces may be lost.
    public static int lifetimeSeconds(int intervalSeconds) {
        return (5 * intervalSeconds + 1) / 2;
    }

    /// SplitMix64's finisher.
    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
