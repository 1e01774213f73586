package io.seedpod.tracker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.seedpod.tracker.probe.ProbeObserver;
import io.seedpod.tracker.probe.ProbeOutcome;
import io.seedpod.tracker.state.StateObserver;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Counts probes of silent peers, and writes of the swarms to disk.
@Singleton
public final class LivenessMetrics implements ProbeObserver, StateObserver {
    private final Map<ProbeOutcome, Counter> probes = new EnumMap<>(ProbeOutcome.class);
    private final Counter written;
    private final Counter failed;

    public LivenessMetrics(MeterRegistry registry) {
        for (ProbeOutcome outcome : ProbeOutcome.values()) {
            probes.put(
                    outcome,
                    Counter.builder("seedpod.probes")
                            .description("Silent peers asked whether they still listen.")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        written = writes(registry, "written");
        failed = writes(registry, "failed");
    }

    private static Counter writes(MeterRegistry registry, String outcome) {
        return Counter.builder("seedpod.state.writes")
                .description("Times the swarms were written to disk.")
                .tag("outcome", outcome)
                .register(registry);
    }

    @Override
    public void onProbe(ProbeOutcome outcome) {
        Objects.requireNonNull(probes.get(outcome)).increment();
    }

    @Override
    public void onWritten() {
        written.increment();
    }

    @Override
    public void onFailed() {
        failed.increment();
    }
}
