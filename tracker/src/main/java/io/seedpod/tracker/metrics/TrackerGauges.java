package io.seedpod.tracker.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.seedpod.tracker.catalogue.Catalogue;
import io.seedpod.tracker.core.Tracker;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// What there is at the moment: swarms, peers, names.
@Singleton
final class TrackerGauges {
    void register(
            @Observes StartupEvent event,
            MeterRegistry registry,
            Tracker tracker,
            Catalogue catalogue) {
        Gauge.builder("seedpod.swarms", tracker, t -> t.counts().swarms())
                .description("Swarms with peers.")
                .register(registry);
        Gauge.builder("seedpod.peers", tracker, t -> t.counts().seeders())
                .description("Peers in all swarms.")
                .tag("kind", "seeder")
                .register(registry);
        Gauge.builder("seedpod.peers", tracker, t -> t.counts().leechers())
                .description("Peers in all swarms.")
                .tag("kind", "leecher")
                .register(registry);
        FunctionCounter.builder("seedpod.peers.turned.away", tracker, t -> t.counts().turnedAway())
                .description("Newcomers answered but not remembered, the registry being full.")
                .register(registry);
        Gauge.builder("seedpod.names", catalogue, Catalogue::size)
                .description("Names in the catalogue.")
                .register(registry);
    }
}
