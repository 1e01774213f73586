package io.seedpod.tracker.wiring;

import io.seedpod.tracker.catalogue.CatalogueStore;
import io.seedpod.tracker.config.TrackerSettings;
import io.seedpod.tracker.core.TrackerObserver;
import io.seedpod.tracker.frontend.TrackerTime;
import io.seedpod.tracker.policy.Heartbeats;
import io.seedpod.tracker.replica.Replicator;
import io.seedpod.tracker.spans.Spans;
import io.seedpod.tracker.swarm.SwarmRegistry;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Optional;

/// The trackers with which this one shares what it knows, if there are any.
@Singleton
public final class Siblings {
    private final CatalogueStore own;
    private final Optional<Replicator> replicator;

    Siblings(
            Resources resources,
            TrackerSettings settings,
            SwarmRegistry swarms,
            Heartbeats heartbeats,
            TrackerTime time,
            Spans spans,
            Vertx vertx) {
        own = resources.catalogueStore();
        replicator =
                settings.replication()
                        .store()
                        .map(
                                store ->
                                        new Replicator(
                                                vertx,
                                                store,
                                                swarms,
                                                heartbeats,
                                                time::steadySeconds,
                                                resources.catalogueStore(),
                                                settings.publishing().maxNames(),
                                                spans));
    }

    /// Empty = there are none.
    public Optional<Replicator> replicator() {
        return replicator;
    }

    TrackerObserver observer() {
        return replicator.map(Replicator::observer).orElse(TrackerObserver.NONE);
    }

    /// This tracker's names, which with siblings are everybody's.
    CatalogueStore names() {
        return replicator.map(Replicator::catalogue).orElse(own);
    }

    /// For people: `none`, `connected`, or `degraded` and why.
    public String inWords() {
        return replicator
                .map(it -> it.trouble().map(why -> "degraded: " + why).orElse("connected"))
                .orElse("none");
    }

    void start() {
        replicator.ifPresent(Replicator::start);
    }

    void stop() {
        replicator.ifPresent(Replicator::close);
    }
}
