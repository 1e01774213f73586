package io.seedpod.peer.health;

import io.seedpod.peer.session.Sessions;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready: the peer port is open, the storage is writable, and a tracker has answered once.
@Readiness
@ApplicationScoped
public class ReadyCheck implements AsyncHealthCheck {
    private final Sessions sessions;

    ReadyCheck(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .item(
                        () -> {
                            var now = sessions.readiness();
                            return HealthCheckResponse.named("can serve")
                                    .status(
                                            now.listening()
                                                    && now.storageWritable()
                                                    && now.trackerAnswered())
                                    .withData("listening", now.listening())
                                    .withData("storageWritable", now.storageWritable())
                                    .withData("trackerAnswered", now.trackerAnswered())
                                    .build();
                        });
    }
}
