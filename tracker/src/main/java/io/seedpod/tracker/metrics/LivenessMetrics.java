package io.seedpod.tracker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.seedpod.tracker.probe.ProbeObserver;
import io.seedpod.tracker.probe.ProbeOutcome;
import io.seedpod.tracker.state.StateObserver;
import jakarta.inject.Singleton;
import java.util.EnumSet;

/// Counts probes of silent peers, and writes of the swarms to disk.
@Singleton
public final class LivenessMetrics implements ProbeObserver, StateObserver {
    private final Counters<ProbeOutcome> probes;
    private final Counter written;
    private final Counter failed;
    private final Counter lapsed;

    public LivenessMetrics(MeterRegistry registry) {
        probes =
                Counters.of(
                        EnumSet.allOf(ProbeOutcome.class),
                        outcome ->
                                Counter.builder("seedpod.probes")
                                        .description(
                                                "Silent peers asked whether they still listen.")
                                        .tag("outcome", outcome)
                                        .register(registry));
        written = writes(registry, "written");
        failed = writes(registry, "failed");
        lapsed =
                Counter.builder("seedpod.peers.lapsed")
                        .description("Peers forgotten because they fell silent.")
                        .register(registry);
    }

    private static Counter writes(MeterRegistry registry, String outcome) {
        return Counter.builder("seedpod.state.writes")
                .description("Times the swarms were written to disk.")
                .tag("outcome", outcome)
                .register(registry);
    }

    /// Peers were forgotten, their lifetimes being over.
    public void onLapsed(int peers) {
        lapsed.increment(peers);
    }

    @Override
    public void onProbe(ProbeOutcome outcome) {
        probes.increment(outcome);
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
