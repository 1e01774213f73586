package io.seedpod.peer.engine.talk;

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

    /// Half-open are as many as a tracker names at a time, and dials end after 3 s: peers whose
    /// packets vanish cost no more than that, even if all but one of those named are such.
    public static ConnectionLimits defaults() {
        return new ConnectionLimits(60, 50, 1000, 3 * SECOND, 100 * SECOND, 150 * SECOND);
    }

    /// The same with another cap of connections.
    public ConnectionLimits withMaxConnections(int peers) {
        return new ConnectionLimits(
                peers,
                maxHalfOpen,
                maxKnownPeers,
                connectTimeoutNanos,
                keepAliveNanos,
                silenceNanos);
    }

    public ConnectionLimits {
        if (maxConnections < 1 || maxHalfOpen < 1 || maxKnownPeers < 1) {
            throw new IllegalArgumentException(
                    "maxConnections, maxHalfOpen, maxKnownPeers: %d, %d, %d (expected: >= 1)"
                            .formatted(maxConnections, maxHalfOpen, maxKnownPeers));
        }
    }
}
