package io.seedpod.tracker.health;

import io.seedpod.tracker.wiring.Progress;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/// Started means: the names are read and every port is open.
@Startup
@Singleton
final class TrackerStartup implements AsyncHealthCheck {
    private final Progress progress;

    TrackerStartup(Progress progress) {
        this.progress = progress;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .item(
                        () ->
                                HealthCheckResponse.named("started")
                                        .status(progress.hasStarted())
                                        .build());
    }
}
