package io.seedpod.peer.engine.connection;

/// Bytes per second as an exponentially weighted mean, for people and for ranking.
public final class RateMeter {
    // Bytes are collected in windows of a quarter second and folded in with the weight 1 -
    // e^(-window/time constant); an idle stretch is one long window of few bytes, so the rate
    // decays by itself when read.
    private static final long WINDOW_NANOS = 250_000_000L;
    private static final double TIME_CONSTANT_NANOS = 2e9;

    private double rateBytesPerSecond;
    private long windowBytes;
    private long windowStartNanos;
    private boolean started;

    public void add(long bytes, long nowNanos) {
        if (!started) {
            started = true;
            windowStartNanos = nowNanos;
        }
        fold(nowNanos);
        windowBytes += bytes;
    }

    public long rateBytesPerSecond(long nowNanos) {
        if (!started) {
            return 0;
        }
        fold(nowNanos);
        return Math.round(rateBytesPerSecond);
    }

    private void fold(long nowNanos) {
        long elapsed = nowNanos - windowStartNanos;
        if (elapsed < WINDOW_NANOS) {
            return;
        }
        double weight = 1 - Math.exp(-elapsed / TIME_CONSTANT_NANOS);
        rateBytesPerSecond += weight * (windowBytes * 1e9 / elapsed - rateBytesPerSecond);
        windowBytes = 0;
        windowStartNanos = nowNanos;
    }
}
