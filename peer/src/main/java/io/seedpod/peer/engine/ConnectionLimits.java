package io.seedpod.peer.engine;

/// Bounds on peers and connections of one torrent. Times in nanoseconds.
///
/// @param maxConnections connected peers, incoming and outgoing together
/// @param maxHalfOpen connections being dialled at once
/// @param maxKnownPeers endpoints remembered; the least promising is forgotten first
/// @param connectTimeoutNanos from dialling to both handshakes
/// @param keepAliveNanos silence of ours after which we send a keep-alive
/// @param silenceNanos silence of theirs after which we close
public record ConnectionLimits(
        int maxConnections,
        int maxHalfOpen,
        int maxKnownPeers,
        long connectTimeoutNanos,
        long keepAliveNanos,
        long silenceNanos) {

    private static final long SECOND = 1_000_000_000L;

    public static ConnectionLimits defaults() {
        return new ConnectionLimits(60, 20, 1000, 5 * SECOND, 100 * SECOND, 150 * SECOND);
    }

    public ConnectionLimits {
        if (maxConnections < 1 || maxHalfOpen < 1 || maxKnownPeers < 1) {
            throw new IllegalArgumentException(
                    "maxConnections, maxHalfOpen, maxKnownPeers: %d, %d, %d (expected: >= 1)"
                            .formatted(maxConnections, maxHalfOpen, maxKnownPeers));
        }
    }
}
