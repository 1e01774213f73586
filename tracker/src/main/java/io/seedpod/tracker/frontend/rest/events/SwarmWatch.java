package io.seedpod.tracker.frontend.rest.events;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.tracker.ScrapeEntry;
import io.seedpod.tracker.catalogue.Catalogue;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Compares the swarms of the catalogue with what they were a moment ago. It looks at names, not at
/// announces: those go undelayed, and who leaves without a word is missed, too. One thread at once.
final class SwarmWatch {
    private static final ScrapeEntry NOBODY = new ScrapeEntry(0, 0, 0);
    private static final int PAGE = 1_000;

    private final Catalogue catalogue;
    private final Function<InfoHash, ScrapeEntry> scrape;
    private final int most;

    /// What was told last of each swarm that has somebody.
    private final Map<InfoHash, ScrapeEntry> told = new HashMap<>();

    private boolean begun;

    /// @param most how many changes are told at once; the others are told the next time
    SwarmWatch(Catalogue catalogue, Function<InfoHash, ScrapeEntry> scrape, int most) {
        this.catalogue = catalogue;
        this.scrape = scrape;
        this.most = most;
    }

    /// The changes since the last look; none at the first, from which on changes count.
    List<BoardEvent> look() {
        var now = counts();
        var changes = new ArrayList<BoardEvent>();
        for (var each : now.entrySet()) {
            var before = told.getOrDefault(each.getKey(), NOBODY);
            if (!begun || (changes.size() < most && !each.getValue().equals(before))) {
                told.put(each.getKey(), each.getValue());
                if (begun) {
                    changes.add(BoardEvent.of(each.getKey(), each.getValue()));
                }
            }
        }
        told.entrySet()
                .removeIf(
                        each -> each.getValue().equals(NOBODY) || !now.containsKey(each.getKey()));
        begun = true;
        return changes;
    }

    /// Nobody is interested for a while.
    void rest() {
        told.clear();
        begun = false;
    }

    private Map<InfoHash, ScrapeEntry> counts() {
        var counts = new LinkedHashMap<InfoHash, ScrapeEntry>();
        var page = catalogue.list("", Optional.empty(), Optional.empty(), PAGE);
        while (true) {
            for (CatalogueEntry entry : page.entries()) {
                counts.computeIfAbsent(entry.infoHash(), scrape);
            }
            if (page.next().isEmpty()) {
                return counts;
            }
            page = catalogue.list("", Optional.empty(), page.next(), PAGE);
        }
    }
}
