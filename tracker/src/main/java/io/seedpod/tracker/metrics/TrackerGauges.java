package io.seedpod.tracker.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.seedpod.tracker.catalogue.Catalogue;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.frontend.TrackerTime;
import io.seedpod.tracker.replica.Replicator;
import io.seedpod.tracker.wiring.Siblings;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/// What there is at the moment: swarms, peers, names.
@Singleton
final class TrackerGauges {
    // Held here: meters hold what they ask weakly.
    private final KeptCounts kept;

    TrackerGauges(Tracker tracker, TrackerTime time) {
        kept = new KeptCounts(tracker::counts, time.steadyNanos());
    }

    void register(
            @Observes StartupEvent event,
            MeterRegistry registry,
            Catalogue catalogue,
            Siblings siblings) {
        Gauge.builder("seedpod.swarms", kept, it -> it.counts().swarms())
                .description("Swarms with peers.")
                .register(registry);
        Gauge.builder("seedpod.peers", kept, it -> it.counts().seeders())
                .description("Peers in all swarms.")
                .tag("kind", "seeder")
                .register(registry);
        Gauge.builder("seedpod.peers", kept, it -> it.counts().leechers())
                .description("Peers in all swarms.")
                .tag("kind", "leecher")
                .register(registry);
        FunctionCounter.builder("seedpod.peers.turned.away", kept, it -> it.counts().turnedAway())
                .description("Newcomers answered but not remembered, the registry being full.")
                .register(registry);
        Gauge.builder("seedpod.demand", kept, KeptCounts::demand)
                .description("Leechers minus 8 for each complete seeder, of all swarms together.")
                .register(registry);
        Gauge.builder("seedpod.names", catalogue, Catalogue::size)
                .description("Names in the catalogue.")
                .register(registry);
        siblings.replicator().ifPresent(replicator -> register(registry, replicator));
    }

    private static void register(MeterRegistry registry, Replicator replicator) {
        Gauge.builder("seedpod.replica.connected", replicator, it -> it.trouble().isEmpty() ? 1 : 0)
                .description("1 while what this tracker knows is shared with others, else 0.")
                .register(registry);
        Gauge.builder("seedpod.replica.pending", replicator, Replicator::pending)
                .description("Changes of peers that wait to be told to other trackers.")
                .register(registry);
        count(registry, "written", replicator, Replicator::written);
        count(registry, "read", replicator, Replicator::read);
        count(registry, "dropped", replicator, Replicator::dropped);
    }

    private static void count(
            MeterRegistry registry,
            String kind,
            Replicator replicator,
            ToDoubleFunction<Replicator> count) {
        FunctionCounter.builder("seedpod.replica.changes", replicator, count)
                .description("Changes of peers told to other trackers, heard, and left out.")
                .tag("kind", kind)
                .register(registry);
    }
}
