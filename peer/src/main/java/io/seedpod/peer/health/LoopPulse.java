package io.seedpod.peer.health;

import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The pulse of every event loop: each notes the time twice a second, so a loop that is stuck is
/// seen from the others.
@ApplicationScoped
public class LoopPulse {
    private static final long BEAT_MILLIS = 500;
    private static final long DEAD_NANOS = Duration.ofSeconds(3).toNanos();

    private final Vertx vertx;
    private final boolean serving;
    private volatile AtomicLongArray beats = new AtomicLongArray(0);

    LoopPulse(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.management.host-enabled", defaultValue = "true")
                    boolean serving) {
        this.vertx = vertx;
        this.serving = serving;
    }

    /// A process without probes needs no pulse.
    void onStart(@Observes StartupEvent event) {
        if (!serving) {
            return;
        }
        var loops = ((VertxInternal) vertx).getEventLoopGroup();
        var count = 0;
        for (var ignored : loops) {
            count++;
        }
        beats = new AtomicLongArray(count);
        var index = 0;
        for (var loop : loops) {
            beat(loop, index++);
        }
    }

    private void beat(EventExecutor loop, int index) {
        var all = beats;
        all.set(index, System.nanoTime());
        var unused =
                loop.scheduleAtFixedRate(
                        () -> all.set(index, System.nanoTime()),
                        0,
                        BEAT_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    /// How many loops have not turned for three seconds.
    public int stuckLoops(long nowNanos) {
        var stuck = 0;
        var all = beats;
        for (var index = 0; index < all.length(); index++) {
            if (nowNanos - all.get(index) > DEAD_NANOS) {
                stuck++;
            }
        }
        return stuck;
    }

    public int loops() {
        return beats.length();
    }
}
