package io.seedpod.tracker.wiring;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.seedpod.tracker.frontend.TrackerTime;
import io.seedpod.tracker.metrics.LivenessMetrics;
import io.seedpod.tracker.probe.ProbeQueue;
import io.seedpod.tracker.probe.Probing;
import io.seedpod.tracker.state.StateKeeper;
import io.seedpod.tracker.swarm.SwarmRegistry;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Brings swarms back before anybody announces, and writes them when nobody does any more; has the
/// silent asked in between.
@Singleton
final class Liveness {
    // Those who say nothing come at 2500.
    private static final int BEFORE_OTHERS = 1_000;
    private static final int AFTER_OTHERS = 4_000;

    private final StateKeeper state;
    private final ProbeQueue probes;
    private final SwarmRegistry swarms;
    private final LivenessMetrics metrics;

    Liveness(StateKeeper state, ProbeQueue probes, SwarmRegistry swarms, LivenessMetrics metrics) {
        this.state = state;
        this.probes = probes;
        this.swarms = swarms;
        this.metrics = metrics;
    }

    void onStart(
            @Observes @Priority(BEFORE_OTHERS) StartupEvent event, Vertx vertx, TrackerTime time) {
        state.restore();
        state.start();
        Probing.start(probes, swarms, metrics, vertx, time.steadyNanos());
    }

    void onStop(@Observes @Priority(AFTER_OTHERS) ShutdownEvent event) {
        state.close();
    }
}
