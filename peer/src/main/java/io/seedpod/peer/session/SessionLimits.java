package io.seedpod.peer.session;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// How much a session may use.
///
/// @param maxUp bytes of payload sent per second by all torrents together; 0 = no limit, otherwise
///     16 KiB at least
/// @param maxDown the same, fetched
/// @param maxPeers connected peers of one torrent, in [1, 10000]; absent: 60
/// @param uploadSlots peers of one torrent that may download at once, in [1, 10000], beside one
///     more; absent: 20
/// @param fastestFirst when more want a slot than there are, a seeder's go to those that take most,
///     not to all in turn
/// @param maxRequest longest request between peers of this kind, in [16 KiB, 1 MiB]; absent: 1 MiB
/// @param preallocate room on disk is taken when a fetch begins, not as pieces come
/// @param bufferBytes memory for pieces under way, 1 MiB at least; absent: 32 MiB
public record SessionLimits(
        long maxUp,
        long maxDown,
        OptionalInt maxPeers,
        OptionalInt uploadSlots,
        boolean fastestFirst,
        OptionalInt maxRequest,
        boolean preallocate,
        OptionalLong bufferBytes) {
    public static final SessionLimits DEFAULTS =
            new SessionLimits(
                    0,
                    0,
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    false,
                    OptionalInt.empty(),
                    false,
                    OptionalLong.empty());

    private static final long LEAST_RATE = 16 << 10;
    private static final int MOST_PEERS = 10_000;
    private static final int LEAST_REQUEST = 16 << 10;
    private static final int MOST_REQUEST = 1 << 20;
    private static final long LEAST_BUFFERS = 1 << 20;

    public SessionLimits {
        requireRate("--max-up", maxUp);
        requireRate("--max-down", maxDown);
        requireCount("--max-peers", maxPeers);
        requireCount("--upload-slots", uploadSlots);
        maxRequest.ifPresent(
                bytes ->
                        require(
                                bytes >= LEAST_REQUEST && bytes <= MOST_REQUEST,
                                "--max-request: %d bytes (expected: 16KiB to 1MiB)"
                                        .formatted(bytes)));
        bufferBytes.ifPresent(
                bytes ->
                        require(
                                bytes >= LEAST_BUFFERS,
                                "--buffers: %d bytes (expected: 1MiB or more)".formatted(bytes)));
    }

    private static void requireCount(String key, OptionalInt peers) {
        peers.ifPresent(
                count ->
                        require(
                                count >= 1 && count <= MOST_PEERS,
                                "%s: %d (expected: 1 to %d)".formatted(key, count, MOST_PEERS)));
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
