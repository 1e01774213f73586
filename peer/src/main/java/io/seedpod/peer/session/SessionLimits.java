package io.seedpod.peer.session;

import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// How much a session may use.
///
/// @param maxUp bytes of payload sent per second by all torrents together; 0 = no limit, otherwise
///     16 KiB at least
/// @param maxDown the same, fetched
/// @param maxPeers connected peers of one torrent, in [1, 10000]; absent: 60
/// @param maxConnections connections of the process, in [1, 100000]; absent: 500
/// @param maxHalfOpen of these, being dialled at once, in [1, 10000]; absent: 100
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
        OptionalInt maxConnections,
        OptionalInt maxHalfOpen,
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
    private static final int MOST_CONNECTIONS = 100_000;
    private static final long LEAST_BUFFERS = 1 << 20;

    public SessionLimits {
        requireRate("--max-up", maxUp);
        requireRate("--max-down", maxDown);
        requireCount("--max-peers", maxPeers, MOST_PEERS);
        requireCount("--max-connections", maxConnections, MOST_CONNECTIONS);
        requireCount("--max-half-open", maxHalfOpen, MOST_PEERS);
        requireCount("--upload-slots", uploadSlots, MOST_PEERS);
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

    private static void requireCount(String key, OptionalInt said, int most) {
        said.ifPresent(
                count ->
                        require(
                                count >= 1 && count <= most,
                                "%s: %d (expected: 1 to %d)".formatted(key, count, most)));
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
