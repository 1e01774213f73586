package io.seedpod.model.tracker.udp;

/// When an exchange asks again, and when it gives up.
///
/// In the background the waits begin at half a second and double, until BEP 15's ladder of
/// 15 · 2^n seconds, n in [0, 8], takes over: 0.5, 1, 2, 4, 8, 15, 30, … 3840 s. Where somebody
/// waits, the question is asked every half second instead: of ten copies in five seconds the two
/// answers that are needed come even if a fifth of all datagrams is lost each way.
///
/// @param patienceNanos how long to go on in all
/// @param steady whether the waits stay at half a second
public record UdpSchedule(long patienceNanos, boolean steady) {
    private static final long SECOND = 1_000_000_000L;
    private static final int QUICK_STEPS = 5;
    private static final int LAST_STEP = QUICK_STEPS + 8;

    /// Somebody waits for the answer: five seconds.
    public static final UdpSchedule ONE_SHOT = new UdpSchedule(5 * SECOND, true);

    /// Nobody waits: the whole ladder.
    public static final UdpSchedule BACKGROUND = new UdpSchedule(Long.MAX_VALUE, false);

    /// Nobody waits, but something else decides after `patienceNanos` what comes next.
    public UdpSchedule(long patienceNanos) {
        this(patienceNanos, false);
    }

    /// How long to wait after transmission `attempt`, counted from 0.
    long waitNanos(int attempt) {
        if (steady) {
            return SECOND / 2;
        }
        return attempt < QUICK_STEPS
                ? (SECOND / 2) << attempt
                : (15 * SECOND) << Math.min(attempt - QUICK_STEPS, LAST_STEP - QUICK_STEPS);
    }

    /// Whether transmission `attempt` is the last of the ladder.
    boolean isLast(int attempt) {
        return attempt >= LAST_STEP;
    }
}
