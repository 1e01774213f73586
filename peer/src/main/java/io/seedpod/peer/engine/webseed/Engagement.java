package io.seedpod.peer.engine.webseed;

/// Whether web seeds are asked at all: they are the last resort.
///
/// **On**, as the watchdog's last step, or when nobody was connected for five seconds. **While
/// on**, a piece is asked for only if nobody connected has it, or if peers have brought nothing for
/// two seconds. **Off**, when peers bring something and have all that is missing.
public final class Engagement {
    private static final long SECOND = 1_000_000_000L;
    private static final long LONELY_NANOS = 5 * SECOND;
    private static final long SILENT_NANOS = 2 * SECOND;

    private boolean on;
    private long lonelySinceNanos = Long.MAX_VALUE;
    private long peersNanos;

    public Engagement(long nowNanos) {
        peersNanos = nowNanos - SILENT_NANOS;
    }

    public boolean isOn() {
        return on;
    }

    /// The watchdog has tried everything else.
    public void begin() {
        on = true;
    }

    /// Peers do it.
    public void end() {
        on = false;
    }

    /// A peer brought something.
    public void peersBring(long nowNanos) {
        peersNanos = nowNanos;
    }

    /// Peers brought something a moment ago.
    public boolean isPeersTurn(long nowNanos) {
        return nowNanos - peersNanos < SILENT_NANOS;
    }

    /// Nothing is wanted now: whoever is alone then does not count it.
    public void rest() {
        lonelySinceNanos = Long.MAX_VALUE;
    }

    /// @param connected somebody is connected
    public void look(boolean connected, long nowNanos) {
        if (connected) {
            lonelySinceNanos = Long.MAX_VALUE;
        } else if (lonelySinceNanos == Long.MAX_VALUE) {
            lonelySinceNanos = nowNanos;
        } else if (nowNanos - lonelySinceNanos >= LONELY_NANOS) {
            on = true;
        }
    }

    /// When to look again, while off; `Long.MAX_VALUE` = that depends on events.
    public long deadlineNanos() {
        return on || lonelySinceNanos == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : lonelySinceNanos + LONELY_NANOS;
    }
}
