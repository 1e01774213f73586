package io.seedpod.tracker.catalogue.journal;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.catalogue.CatalogueEvent;
import io.seedpod.tracker.catalogue.CatalogueRules;
import io.seedpod.tracker.catalogue.NameHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// All names in memory. One thread writes, any may read.
final class NameIndex {
    private final Map<CatalogueName, NameHistory> histories = new ConcurrentHashMap<>();

    /// What is listed, by what it is shown as.
    private final ConcurrentSkipListMap<String, CatalogueEntry> listed =
            new ConcurrentSkipListMap<>();

    /// How many names lead to a torrent.
    private final Map<InfoHash, Integer> contents = new ConcurrentHashMap<>();

    private final AtomicInteger size = new AtomicInteger();

    Optional<CatalogueEntry> find(CatalogueName said) {
        return CatalogueRules.find(history(nameOf(said)), said);
    }

    List<CatalogueEntry> versions(CatalogueName name) {
        return history(name).versions();
    }

    boolean lists(InfoHash infoHash) {
        return contents.containsKey(infoHash);
    }

    /// Names that mean something.
    int size() {
        return size.get();
    }

    List<CatalogueEntry> list(String prefix, Optional<String> after, int limit) {
        boolean continues = after.isPresent() && after.get().compareTo(prefix) >= 0;
        var tail = continues ? listed.tailMap(after.get(), false) : listed.tailMap(prefix, true);
        return tail.entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .limit(limit)
                .map(Map.Entry::getValue)
                .toList();
    }

    NameHistory history(CatalogueName name) {
        return histories.getOrDefault(name, NameHistory.EMPTY);
    }

    /// The name whose history answers for what was said.
    CatalogueName nameOf(CatalogueName said) {
        return CatalogueRules.nameOf(said, history(said).plain().isPresent());
    }

    Stream<CatalogueEntry> everything() {
        return histories.values().stream().flatMap(history -> history.versions().stream());
    }

    Iterable<Map.Entry<CatalogueName, NameHistory>> histories() {
        return histories.entrySet();
    }

    /// Shows a history in place of what was.
    ///
    /// @return what became of what is listed
    List<CatalogueEvent> show(CatalogueName name, NameHistory after) {
        var before = history(name);
        if (after.isEmpty()) {
            histories.remove(name);
        } else {
            histories.put(name, after);
        }
        after.versions().forEach(entry -> contents.merge(entry.infoHash(), 1, Integer::sum));
        before.versions()
                .forEach(
                        entry ->
                                contents.computeIfPresent(
                                        entry.infoHash(),
                                        (_, names) -> names == 1 ? null : names - 1));
        if (before.plain().isPresent() != after.plain().isPresent()) {
            size.addAndGet(after.plain().isPresent() ? 1 : -1);
        }
        return list(before.listed(), after.listed());
    }

    /// What is new comes before what is old goes, so that no reader finds nothing.
    private List<CatalogueEvent> list(List<CatalogueEntry> before, List<CatalogueEntry> after) {
        var events = new ArrayList<CatalogueEvent>();
        for (CatalogueEntry entry : after) {
            var old = listed.put(entry.shownName(), entry);
            if (old == null) {
                events.add(new CatalogueEvent.Published(entry));
            } else if (!old.infoHash().equals(entry.infoHash())) {
                events.add(new CatalogueEvent.Replaced(entry, old));
            }
        }
        for (CatalogueEntry entry : before) {
            if (after.stream().noneMatch(it -> it.shownName().equals(entry.shownName()))) {
                listed.remove(entry.shownName());
                events.add(new CatalogueEvent.Deleted(entry));
            }
        }
        return events;
    }
}
