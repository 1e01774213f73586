package io.seedpod.peer.engine.metadata;

/// How many parts of the metadata one peer may still be sent: a burst, and so many a second after
/// it.
public final class MetadataAllowance {
    private static final int BURST = 64;
    private static final long PART_NANOS = 10_000_000L;

    /// Refusals in a row after which the peer is flooding us.
    private static final int PATIENCE = 1000;

    private long paidUntilNanos;
    private int refusals;

    public MetadataAllowance(long nowNanos) {
        this.paidUntilNanos = nowNanos - BURST * PART_NANOS;
    }

    /// Whether one more part may be sent now.
    public boolean take(long nowNanos) {
        paidUntilNanos = Math.max(paidUntilNanos, nowNanos - BURST * PART_NANOS);
        if (paidUntilNanos + PART_NANOS > nowNanos) {
            refusals++;
            return false;
        }
        paidUntilNanos += PART_NANOS;
        refusals = 0;
        return true;
    }

    /// The peer goes on asking whatever we say.
    public boolean isFlooding() {
        return refusals > PATIENCE;
    }
}
