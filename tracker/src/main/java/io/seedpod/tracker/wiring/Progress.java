package io.seedpod.tracker.wiring;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// How far the tracker is: starting, ready, stopping.
@Singleton
public final class Progress {
    private volatile boolean started;
    private volatile boolean stopping;

    void onReady() {
        started = true;
    }

    void onStop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    public boolean hasStarted() {
        return started;
    }

    public boolean isStopping() {
        return stopping;
    }
}
