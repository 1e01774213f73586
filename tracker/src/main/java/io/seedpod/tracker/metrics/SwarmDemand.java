package io.seedpod.tracker.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.seedpod.tracker.catalogue.Catalogue;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.chore.Chore;
import io.seedpod.tracker.core.Tracker;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jboss.logging.Logger;

/// How much swarms could do with more seeders: leechers minus eight for each complete seeder.
/// Below zero there are more than enough.
///
/// Told here for the names in the catalogue that want most, every ten seconds: an infohash
/// without a name can be anything, and there can be any number of them. Of all swarms together:
/// [KeptCounts].
@Singleton
final class SwarmDemand {
    /// Leechers that one seeder serves well.
    private static final int LEECHERS_PER_SEEDER = 8;

    private static final Logger LOG = Logger.getLogger(SwarmDemand.class);

    private static final int MOST_NAMES = 100;
    private static final int PAGE = 1_000;
    private static final long PERIOD_MILLIS = 10_000;

    private final Tracker tracker;
    private final Catalogue catalogue;

    SwarmDemand(Tracker tracker, Catalogue catalogue) {
        this.tracker = tracker;
        this.catalogue = catalogue;
    }

    /// What a name wants.
    private record Wish(String name, long demand) {}

    void register(@Observes StartupEvent event, MeterRegistry registry, Vertx vertx) {
        var names =
                MultiGauge.builder("seedpod.swarm.demand")
                        .description(
                                "Leechers minus 8 for each complete seeder, of the "
                                        + MOST_NAMES
                                        + " names that want most.")
                        .register(registry);
        Chore.every(
                vertx,
                1,
                PERIOD_MILLIS,
                () -> names.register(rows(), true),
                why -> LOG.error("looking at what names want has failed", why));
    }

    static long of(int leechers, int seeders) {
        return leechers - (long) LEECHERS_PER_SEEDER * seeders;
    }

    private List<MultiGauge.Row<?>> rows() {
        var most = new PriorityQueue<>(Comparator.comparingLong(Wish::demand));
        var after = Optional.<String>empty();
        List<CatalogueEntry> page;
        do {
            page = catalogue.list("", after, PAGE);
            for (CatalogueEntry entry : page) {
                var scrape = tracker.scrape(entry.infoHash());
                most.add(new Wish(entry.shownName(), of(scrape.leechers(), scrape.seeders())));
                if (most.size() > MOST_NAMES) {
                    most.remove();
                }
                after = Optional.of(entry.shownName());
            }
        } while (page.size() == PAGE);
        var rows = new ArrayList<MultiGauge.Row<?>>();
        for (Wish wish : most) {
            rows.add(MultiGauge.Row.of(Tags.of("name", wish.name()), wish.demand()));
        }
        return rows;
    }
}
