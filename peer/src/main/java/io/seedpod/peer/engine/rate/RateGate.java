package io.seedpod.peer.engine.rate;

/// Lets so many bytes through in a second, those of an idle quarter second at once (a token
/// bucket).
public final class RateGate {
    // What passes may be larger than what is saved up: the gate then stays shut until the debt is
    // paid, so the mean is right whatever the sizes.
    private static final double SAVED_SECONDS = 0.25;
    private static final int BLOCK_LENGTH = 1 << 14;

    private long bytesPerSecond;
    private double saved;
    private long savedAtNanos;

    /// @param bytesPerSecond 0 = everything passes
    public RateGate(long bytesPerSecond, long nowNanos) {
        this.bytesPerSecond = bytesPerSecond;
        this.savedAtNanos = nowNanos;
        this.saved = mostSaved();
    }

    public void limit(long newBytesPerSecond, long nowNanos) {
        if (newBytesPerSecond != bytesPerSecond) {
            save(nowNanos);
            bytesPerSecond = newBytesPerSecond;
            saved = Math.min(saved, mostSaved());
        }
    }

    public boolean isLimited() {
        return bytesPerSecond > 0;
    }

    public boolean isOpen(long nowNanos) {
        if (!isLimited()) {
            return true;
        }
        save(nowNanos);
        return saved > 0;
    }

    /// Something passes, larger than what is saved or not.
    public void pass(int bytes) {
        if (isLimited()) {
            saved -= bytes;
        }
    }

    /// How long one passage should be so that others get their turn: a quarter second's worth, but
    /// a block at least.
    public int passageLength(int wanted) {
        return isLimited() ? (int) Math.min(wanted, mostSaved()) : wanted;
    }

    /// When a shut gate opens; `Long.MAX_VALUE` when it is open or everything passes.
    public long deadlineNanos() {
        if (!isLimited() || saved > 0) {
            return Long.MAX_VALUE;
        }
        return savedAtNanos + (long) ((1 - saved) * 1e9 / bytesPerSecond) + 1;
    }

    private void save(long nowNanos) {
        double earned = (nowNanos - savedAtNanos) * (bytesPerSecond / 1e9);
        saved = Math.min(mostSaved(), saved + earned);
        savedAtNanos = nowNanos;
    }

    private double mostSaved() {
        return Math.max(BLOCK_LENGTH, bytesPerSecond * SAVED_SECONDS);
    }
}
