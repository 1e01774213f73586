package io.seedpod.peer.health;

import io.seedpod.peer.session.Sessions;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/// Started: what was there at the start is checked.
@Startup
@ApplicationScoped
public class StartedCheck implements AsyncHealthCheck {
    private final Sessions sessions;

    StartedCheck(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .item(
                        () ->
                                HealthCheckResponse.named("initial check done")
                                        .status(sessions.readiness().initialCheckDone())
                                        .build());
    }
}
