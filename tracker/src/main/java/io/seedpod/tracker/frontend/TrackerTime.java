package io.seedpod.tracker.frontend;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The two clocks of a tracker: the wall's, on which replicas agree, and one that never goes back.
public record TrackerTime(InstantSource wall, LongSupplier steadyNanos) {
    public static TrackerTime system() {
        return new TrackerTime(InstantSource.system(), System::nanoTime);
    }

    public long wallSeconds() {
        return TimeUnit.MILLISECONDS.toSeconds(wall.millis());
    }

    public long steadySeconds() {
        return TimeUnit.NANOSECONDS.toSeconds(steadyNanos.getAsLong());
    }
}
