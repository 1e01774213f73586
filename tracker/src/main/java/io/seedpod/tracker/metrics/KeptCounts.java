package io.seedpod.tracker.metrics;

import io.seedpod.tracker.swarm.RegistryCounts;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How full the registry is, looked at once a second at most: a page of metrics asks five times and
/// gets figures that agree. Safe for threads.
final class KeptCounts {
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<RegistryCounts> look;
    private final LongSupplier steadyNanos;
    private @Nullable RegistryCounts kept;
    private long lookedNanos;

    /// @param look walks all swarms
    KeptCounts(Supplier<RegistryCounts> look, LongSupplier steadyNanos) {
        this.look = look;
        this.steadyNanos = steadyNanos;
    }

    synchronized RegistryCounts counts() {
        long now = steadyNanos.getAsLong();
        var counts = kept;
        if (counts == null || now - lookedNanos >= KEPT_NANOS) {
            counts = look.get();
            kept = counts;
            lookedNanos = now;
        }
        return counts;
    }

    /// Leechers minus eight for each complete seeder, of all swarms together.
    long demand() {
        var now = counts();
        return SwarmDemand.of(now.leechers(), now.seeders());
    }
}
