package io.seedpod.peer.engine.watch;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Watches that a download gets on: after five seconds without progress it says what to try, step
/// by step.
public final class Watchdog {
    // A cycle: after 5, 10 and 15 s without progress one step each, and after 20 s the last resort
    // if
    // there is one. Should all be of no use, the
    // next cycle begins 30 s later, the one after that 60 s, and so on up to 8 minutes: what did
    // not help is not done to trackers and peers again and again.
    private static final long SECOND = 1_000_000_000L;
    private static final long STEP_NANOS = 5 * SECOND;
    private static final long FIRST_PAUSE_NANOS = 30 * SECOND;
    private static final int MAX_DOUBLINGS = 4;
    private static final WatchStep[] STEPS = WatchStep.values();

    private final Map<WatchStep, Long> counts = new EnumMap<>(WatchStep.class);
    private boolean watching;
    private long best;
    private long progressNanos;
    private long nextNanos = Long.MAX_VALUE;
    private int nextStep;
    private int steps = STEPS.length - 1;
    private int cycles;
    private @Nullable WatchStep last;

    /// Nothing is wanted, or nothing can come: complete, paused, held back.
    public void rest() {
        watching = false;
        nextNanos = Long.MAX_VALUE;
        last = null;
    }

    /// Something is wanted.
    ///
    /// @param amount what is of use so far, in whatever unit; more than ever before is progress
    public void look(long amount, long nowNanos) {
        if (!watching || amount > best) {
            watching = true;
            best = Math.max(best, amount);
            progressNanos = nowNanos;
            nextNanos = nowNanos + STEP_NANOS;
            nextStep = 0;
            cycles = 0;
            last = null;
        }
    }

    /// Whether there are web seeds to call upon.
    public void lastResort(boolean known) {
        steps = known ? STEPS.length : STEPS.length - 1;
    }

    /// What to do now, null when it is not time for anything.
    public @Nullable WatchStep poll(long nowNanos) {
        if (nowNanos < nextNanos) {
            return null;
        }
        WatchStep step = STEPS[Math.min(nextStep, steps - 1)];
        last = step;
        counts.merge(step, 1L, Long::sum);
        nextStep = nextStep + 1 >= steps ? 0 : nextStep + 1;
        nextNanos = nowNanos + STEP_NANOS;
        if (nextStep == 0) {
            nextNanos = nowNanos + (FIRST_PAUSE_NANOS << Math.min(cycles, MAX_DOUBLINGS));
            cycles++;
        }
        return step;
    }

    /// When to look again; `Long.MAX_VALUE` = never.
    public long deadlineNanos() {
        return nextNanos;
    }

    /// The step taken last since there was progress, null when none was needed.
    public @Nullable WatchStep last() {
        return last;
    }

    /// Since when nothing has come, in nanoseconds; 0 while no step was needed.
    public long stuckNanos(long nowNanos) {
        return last == null ? 0 : nowNanos - progressNanos;
    }

    /// How often a step was taken.
    public long count(WatchStep step) {
        return counts.getOrDefault(step, 0L);
    }
}
