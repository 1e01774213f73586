package io.seedpod.peer.engine.hashes;

/// How many leaves one peer may still have us compute: a burst, and so many a second after it. A
/// leaf costs the reading and hashing of 16 KiB.
public final class HashAllowance {
    private static final long LEAF_NANOS = 1_000_000L;

    /// Four pieces of the longest kind.
    private static final int BURST = 4 * 4096;

    private static final int MAX_UNDER_WAY = 2;

    /// Refusals in a row after which the peer is flooding us.
    private static final int PATIENCE = 1000;

    private long paidUntilNanos;
    private int underWay;
    private int refusals;

    public HashAllowance(long nowNanos) {
        this.paidUntilNanos = nowNanos - BURST * LEAF_NANOS;
    }

    /// Whether an answer that costs so many leaves may be begun now; ends with [#answered].
    public boolean take(int leaves, long nowNanos) {
        paidUntilNanos = Math.max(paidUntilNanos, nowNanos - BURST * LEAF_NANOS);
        if (underWay >= MAX_UNDER_WAY || paidUntilNanos + leaves * LEAF_NANOS > nowNanos) {
            refuse();
            return false;
        }
        paidUntilNanos += leaves * LEAF_NANOS;
        underWay++;
        refusals = 0;
        return true;
    }

    /// One that was begun is done.
    public void answered() {
        underWay--;
    }

    /// The peer asked for what cannot be had.
    public void refuse() {
        refusals++;
    }

    /// The peer goes on asking whatever we say.
    public boolean isFlooding() {
        return refusals > PATIENCE;
    }
}
