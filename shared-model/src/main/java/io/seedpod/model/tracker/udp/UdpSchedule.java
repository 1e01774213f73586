package io.seedpod.model.tracker.udp;

/// When an exchange asks again, and when it gives up.
///
/// The waits begin at half a second and double, until BEP 15's ladder of 15 · 2^n seconds, n in
/// [0, 8], takes over: 0.5, 1, 2, 4, 8, 15, 30, … 3840 s.
///
/// @param patienceNanos how long to go on in all
public record UdpSchedule(long patienceNanos) {
    private static final long SECOND = 1_000_000_000L;
    private static final int QUICK_STEPS = 5;
    private static final int LAST_STEP = QUICK_STEPS + 8;

    /// Somebody waits for the answer: five seconds.
    public static final UdpSchedule ONE_SHOT = new UdpSchedule(5 * SECOND);

    /// Nobody waits: the whole ladder.
    public static final UdpSchedule BACKGROUND = new UdpSchedule(Long.MAX_VALUE);

    /// How long to wait after transmission `attempt`, counted from 0.
    long waitNanos(int attempt) {
        return attempt < QUICK_STEPS
                ? (SECOND / 2) << attempt
                : (15 * SECOND) << Math.min(attempt - QUICK_STEPS, LAST_STEP - QUICK_STEPS);
    }

    /// Whether transmission `attempt` is the last of the ladder.
    boolean isLast(int attempt) {
        return attempt >= LAST_STEP;
    }
}
