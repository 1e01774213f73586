package io.seedpod.tracker.health;

import io.seedpod.tracker.wiring.Progress;
import io.seedpod.tracker.wiring.Resources;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready means: sockets bound, storage writable, not stopping. What it says is what the catalogue's
/// own thread found out last; the probe itself touches no disk.
@Readiness
@Singleton
final class TrackerReadiness implements AsyncHealthCheck {
    private final Resources resources;
    private final Progress progress;

    TrackerReadiness(Resources resources, Progress progress) {
        this.resources = resources;
        this.progress = progress;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::response);
    }

    private HealthCheckResponse response() {
        var trouble = resources.catalogueStore().trouble();
        return HealthCheckResponse.named("serves")
                .status(progress.hasStarted() && !progress.isStopping() && trouble.isEmpty())
                .withData("udpPort", resources.datagramPort().port())
                .withData("storage", trouble.orElse("writable"))
                .withData("stopping", progress.isStopping())
                .build();
    }
}
