package io.seedpod.tracker.health;

import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.StartupEvent;
import io.seedpod.tracker.wiring.Resources;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Live means: every loop comes round. Each event loop is given an empty task, and the UDP port
/// must have turned by itself; what has not within the time allowed is named.
@Liveness
@Singleton
final class LoopLiveness implements AsyncHealthCheck {
    private static final Duration ALLOWED = Duration.ofSeconds(2);

    private final Resources resources;
    private final Vertx vertx;
    private final List<EventExecutor> loops = new ArrayList<>();

    LoopLiveness(Resources resources, Vertx vertx) {
        this.resources = resources;
        this.vertx = vertx;
    }

    void onStart(@Observes StartupEvent event) {
        ((VertxInternal) vertx).getEventLoopGroup().forEach(loops::add);
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        var turns = loops.stream().map(LoopLiveness::turn).toList();
        return Uni.join().all(turns).andCollectFailures().map(this::response);
    }

    /// Whether the loop runs an empty task in time.
    private static Uni<Boolean> turn(EventExecutor loop) {
        return Uni.createFrom()
                .<Boolean>emitter(emitter -> loop.execute(() -> emitter.complete(true)))
                .ifNoItem()
                .after(ALLOWED)
                .recoverWithItem(false);
    }

    private HealthCheckResponse response(List<Boolean> turns) {
        long stuck = turns.stream().filter(turned -> !turned).count();
        boolean udpTurns = resources.datagramPort().hasTurnedWithin(ALLOWED.toNanos());
        return HealthCheckResponse.named("loops turn")
                .status(stuck == 0 && udpTurns)
                .withData("eventLoops", turns.size())
                .withData("stuckEventLoops", stuck)
                .withData("udpTurns", udpTurns)
                .build();
    }
}
