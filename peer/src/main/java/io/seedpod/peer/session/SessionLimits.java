package io.seedpod.peer.session;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// How much a session may use.
///
/// @param maxUp bytes of payload sent per second by all torrents together; 0 = no limit, otherwise
///     16 KiB at least
/// @param maxDown the same, fetched
/// @param maxPeers connected peers of one torrent, in [1, 10000]; absent: 60
/// @param bufferBytes memory for pieces under way, 1 MiB at least; absent: 32 MiB
public record SessionLimits(
        long maxUp, long maxDown, OptionalInt maxPeers, OptionalLong bufferBytes) {
    public static final SessionLimits DEFAULTS =
            new SessionLimits(0, 0, OptionalInt.empty(), OptionalLong.empty());

    private static final long LEAST_RATE = 16 << 10;
    private static final int MOST_PEERS = 10_000;
    private static final long LEAST_BUFFERS = 1 << 20;

    public SessionLimits {
        requireRate("--max-up", maxUp);
        requireRate("--max-down", maxDown);
        maxPeers.ifPresent(
                count ->
                        require(
                                count >= 1 && count <= MOST_PEERS,
                                "--max-peers: %d (expected: 1 to %d)"
                                        .formatted(count, MOST_PEERS)));
        bufferBytes.ifPresent(
                bytes ->
                        require(
                                bytes >= LEAST_BUFFERS,
                                "--buffers: %d bytes (expected: 1MiB or more)".formatted(bytes)));
    }

    private static void requireRate(String key, long rate) {
        require(
                rate == 0 || rate >= LEAST_RATE,
                "%s: %d bytes per second (expected: 16KiB or more, or 0 for no limit)"
                        .formatted(key, rate));
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new SessionException(Trouble.USAGE, complaint);
        }
    }
}
