package io.seedpod.peer.health;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Live: every event loop turns. Asks nobody else, so that no tracker or disk gets the process
/// killed.
@Liveness
@ApplicationScoped
public class LiveCheck implements AsyncHealthCheck {
    private final LoopPulse pulse;

    LiveCheck(LoopPulse pulse) {
        this.pulse = pulse;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .item(
                        () -> {
                            var stuck = pulse.stuckLoops(System.nanoTime());
                            return HealthCheckResponse.named("event loops turn")
                                    .status(stuck == 0)
                                    .withData("loops", pulse.loops())
                                    .withData("stuck", stuck)
                                    .build();
                        });
    }
}
