package io.seedpod.peer.engine.rate;

/// Bytes per second of payload each way; 0 = as fast as it goes.
public record RateLimits(long upBytesPerSecond, long downBytesPerSecond) {
    public static final RateLimits NONE = new RateLimits(0, 0);

    public RateLimits {
        if (upBytesPerSecond < 0 || downBytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "rates: %d up, %d down (expected: >= 0)"
                            .formatted(upBytesPerSecond, downBytesPerSecond));
        }
    }

    /// The stricter of both, each way.
    public RateLimits and(RateLimits other) {
        return new RateLimits(
                stricter(upBytesPerSecond, other.upBytesPerSecond),
                stricter(downBytesPerSecond, other.downBytesPerSecond));
    }

    private static long stricter(long one, long other) {
        if (one == 0 || other == 0) {
            return Math.max(one, other);
        }
        return Math.min(one, other);
    }
}
