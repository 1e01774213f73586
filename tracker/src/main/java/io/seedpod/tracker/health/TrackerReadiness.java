package io.seedpod.tracker.health;

import io.seedpod.tracker.wiring.Progress;
import io.seedpod.tracker.wiring.Resources;
import io.seedpod.tracker.wiring.Siblings;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready means: sockets bound, storage writable, not stopping. A tracker that cannot reach its
/// siblings is ready, and says that it is degraded. What it says is what the catalogue's
/// own thread found out last; the probe itself touches no disk.
@Readiness
@Singleton
final class TrackerReadiness implements AsyncHealthCheck {
    private final Resources resources;
    private final Progress progress;
    private final Siblings siblings;

    TrackerReadiness(Resources resources, Progress progress, Siblings siblings) {
        this.resources = resources;
        this.progress = progress;
        this.siblings = siblings;
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
                .withData("replica", siblings.inWords())
                .withData("stopping", progress.isStopping())
                .build();
    }
}
