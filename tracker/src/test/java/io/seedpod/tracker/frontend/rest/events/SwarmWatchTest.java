package io.seedpod.tracker.frontend.rest.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.tracker.ScrapeEntry;
import io.seedpod.tracker.catalogue.Catalogue;
import io.seedpod.tracker.catalogue.Publication;
import io.seedpod.tracker.frontend.MemoryCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SwarmWatchTest {
    private static final int MOST = 2;

    private final Map<InfoHash, ScrapeEntry> swarms = new HashMap<>();
    private final Catalogue catalogue = new Catalogue(new MemoryCatalogue(), Optional.empty());
    private final SwarmWatch watch =
            new SwarmWatch(
                    catalogue, hash -> swarms.getOrDefault(hash, new ScrapeEntry(0, 0, 0)), MOST);

    private static InfoHash hash(int i) {
        return new InfoHash(i, 0, 0);
    }

    private void name(int i) {
        var publication =
                new Publication(
                        new CatalogueName("n" + i),
                        hash(i),
                        1,
                        1,
                        Optional.empty(),
                        Publication.Terms.now(false));
        catalogue.publish(publication, "").await().indefinitely();
    }

    private void count(int i, int seeders) {
        swarms.put(hash(i), new ScrapeEntry(seeders, 0, 0));
    }

    private List<BoardEvent> events(int... swarms) {
        return java.util.Arrays.stream(swarms)
                .mapToObj(i -> BoardEvent.of(hash(i), this.swarms.get(hash(i))))
                .toList();
    }

    @Test
    void changesAreToldOnceAndFromTheFirstLookOn() {
        name(1);
        count(1, 4);
        assertEquals(List.of(), watch.look());
        assertEquals(List.of(), watch.look());
        count(1, 5);
        assertEquals(events(1), watch.look());
        assertEquals(List.of(), watch.look());
        count(1, 0);
        assertEquals(events(1), watch.look());
        assertEquals(List.of(), watch.look());
    }

    @Test
    void swarmsOutsideTheCatalogueAreNotLookedAt() {
        watch.look();
        count(1, 4);
        assertEquals(List.of(), watch.look());
        name(1);
        assertEquals(events(1), watch.look());
    }

    @Test
    void moreThanMayBeToldAtOnceAreToldTheNextTime() {
        for (int i = 1; i <= 3; i++) {
            name(i);
        }
        watch.look();
        for (int i = 1; i <= 3; i++) {
            count(i, 1);
        }
        assertEquals(events(1, 2), watch.look());
        assertEquals(events(3), watch.look());
        assertEquals(List.of(), watch.look());
    }

    @Test
    void whatHappenedWhileNobodyListenedIsNotTold() {
        name(1);
        watch.look();
        watch.rest();
        count(1, 9);
        assertEquals(List.of(), watch.look());
    }
}
