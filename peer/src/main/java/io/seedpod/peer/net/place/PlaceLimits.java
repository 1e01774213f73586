package io.seedpod.peer.net.place;

/// How many connections the process may have, all torrents together.
///
/// @param maxConnections open ones and those that have not introduced themselves yet
/// @param maxHalfOpen being dialled at once
public record PlaceLimits(int maxConnections, int maxHalfOpen) {
    public PlaceLimits {
        if (maxConnections < 1 || maxHalfOpen < 1) {
            throw new IllegalArgumentException(
                    "maxConnections, maxHalfOpen: %d, %d (expected: >= 1)"
                            .formatted(maxConnections, maxHalfOpen));
        }
    }

    /// A descriptor each, beside those of files: well below the 1,024 that a process often has.
    /// Half-open are twice as many as for one torrent.
    public static PlaceLimits defaults() {
        return new PlaceLimits(500, 100);
    }

    public PlaceLimits withMaxConnections(int count) {
        return new PlaceLimits(count, maxHalfOpen);
    }

    public PlaceLimits withMaxHalfOpen(int count) {
        return new PlaceLimits(maxConnections, count);
    }
}
