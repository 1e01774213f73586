package io.seedpod.tracker.wiring;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.seedpod.tracker.catalogue.Catalogue;
import io.seedpod.tracker.chore.Chore;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.frontend.TrackerTime;
import io.seedpod.tracker.frontend.udp.LocalAddresses;
import io.seedpod.tracker.frontend.udp.UdpFrontend;
import io.seedpod.tracker.frontend.udp.UdpNames;
import io.seedpod.tracker.limits.Gate;
import io.seedpod.tracker.metrics.FrontendMetrics;
import io.seedpod.tracker.metrics.LivenessMetrics;
import io.seedpod.tracker.spans.Spans;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Starts and stops what turns: the UDP port and the sweeping of swarms.
@Singleton
final class Lifecycle {
    private static final Logger LOG = Logger.getLogger(Lifecycle.class);
    private static final long SWEEP_MILLIS = 1_000;
    private static final long KEYS_MILLIS = 10_000;

    private final Resources resources;
    private final Tracker tracker;
    private final Catalogue catalogue;
    private final FrontendMetrics metrics;
    private final LivenessMetrics liveness;
    private final TrackerTime time;
    private final Gate gate;
    private final Siblings siblings;
    private final Spans spans;
    private final Vertx vertx;

    Lifecycle(
            Resources resources,
            Tracker tracker,
            Catalogue catalogue,
            FrontendMetrics metrics,
            LivenessMetrics liveness,
            TrackerTime time,
            Gate gate,
            Siblings siblings,
            Spans spans,
            Vertx vertx) {
        this.resources = resources;
        this.tracker = tracker;
        this.catalogue = catalogue;
        this.metrics = metrics;
        this.liveness = liveness;
        this.time = time;
        this.gate = gate;
        this.siblings = siblings;
        this.spans = spans;
        this.vertx = vertx;
    }

    void onStart(@Observes StartupEvent event) {
        var port = resources.datagramPort();
        var names = new UdpNames(catalogue, tracker, port::send, spans);
        port.start(
                new UdpFrontend(
                        tracker,
                        names,
                        resources.connectionKeys(),
                        time,
                        metrics,
                        gate,
                        new LocalAddresses(resources.settings().listening().host())),
                Exit::onDeath);
        resources.catalogueStore().onDeath(Exit::onDeath);
        siblings.start();
        Chore.every(
                vertx,
                SWEEP_MILLIS,
                SWEEP_MILLIS,
                () -> liveness.onLapsed(tracker.sweep(time.steadySeconds())),
                why -> {
                    LOG.error("sweeping the swarms has failed", why);
                    Exit.onDeath();
                });
        Chore.every(
                vertx,
                KEYS_MILLIS,
                KEYS_MILLIS,
                resources.connectionKeys()::look,
                why -> LOG.error("looking at the connection keys has failed", why));
    }

    void onStop(@Observes ShutdownEvent event) {
        resources.datagramPort().close();
        siblings.stop();
        resources.catalogueStore().close();
    }
}
