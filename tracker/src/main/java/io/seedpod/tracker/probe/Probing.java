package io.seedpod.tracker.probe;

import io.seedpod.tracker.swarm.SwarmRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Keeps the prober turning on an event loop of its own; asleep while nobody is to be asked.
public final class Probing {
    private final Prober prober;
    private final Vertx vertx;
    private final Context context;
    private final LongSupplier nanos;

    private Probing(Prober prober, Vertx vertx, LongSupplier nanos) {
        this.prober = prober;
        this.vertx = vertx;
        this.nanos = nanos;
        context = vertx.getOrCreateContext();
    }

    /// Begins to serve the queue. To be called once.
    ///
    /// @param nanos the queue's clock
    public static void start(
            ProbeQueue queue,
            SwarmRegistry swarms,
            ProbeObserver observer,
            Vertx vertx,
            LongSupplier nanos) {
        var prober = new Prober(queue, new ProbePlan(), new TcpConnector(vertx), swarms, observer);
        var probing = new Probing(prober, vertx, nanos);
        queue.wake(() -> probing.context.runOnContext(_ -> probing.turn()));
    }

    private void turn() {
        long now = nanos.getAsLong();
        long next = prober.turn(now);
        if (next != Long.MAX_VALUE) {
            long millis = TimeUnit.NANOSECONDS.toMillis(next - now);
            vertx.setTimer(millis + 1, _ -> turn());
        }
    }
}
