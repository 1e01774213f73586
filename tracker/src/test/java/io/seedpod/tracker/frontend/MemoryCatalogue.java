package io.seedpod.tracker.frontend;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.catalogue.CatalogueEvent;
import io.seedpod.tracker.catalogue.CatalogueRules;
import io.seedpod.tracker.catalogue.CatalogueStore;
import io.seedpod.tracker.catalogue.Condition;
import io.seedpod.tracker.catalogue.DeleteOutcome;
import io.seedpod.tracker.catalogue.NameHistory;
import io.seedpod.tracker.catalogue.Publication;
import io.seedpod.tracker.catalogue.PublishOutcome;
import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/// A store that forgets, for tests of those who use one. Its time stands still at 1000 s.
public final class MemoryCatalogue implements CatalogueStore {
    public static final long NOW_MILLIS = 1_000_000;

    private final Map<CatalogueName, NameHistory> histories = new ConcurrentSkipListMap<>();

    private NameHistory history(CatalogueName name) {
        return histories.getOrDefault(name, NameHistory.EMPTY);
    }

    private CatalogueName nameOf(CatalogueName said) {
        return CatalogueRules.nameOf(said, history(said).plain().isPresent());
    }

    @Override
    public Optional<CatalogueEntry> find(CatalogueName name) {
        return CatalogueRules.find(history(nameOf(name)), name);
    }

    @Override
    public List<CatalogueEntry> list(String prefix, Optional<String> after, int limit) {
        return histories.values().stream()
                .flatMap(history -> history.listed().stream())
                .filter(entry -> entry.shownName().startsWith(prefix))
                .filter(entry -> entry.shownName().compareTo(after.orElse("")) > 0)
                .sorted(Comparator.comparing(CatalogueEntry::shownName))
                .limit(limit)
                .toList();
    }

    @Override
    public List<CatalogueEntry> versions(CatalogueName name) {
        return history(name).versions();
    }

    @Override
    public boolean lists(InfoHash infoHash) {
        return histories.values().stream()
                .flatMap(history -> history.versions().stream())
                .anyMatch(entry -> entry.infoHash().equals(infoHash));
    }

    @Override
    public int size() {
        return histories.size();
    }

    @Override
    public Uni<PublishOutcome> publish(Publication said) {
        var entry =
                new CatalogueEntry(
                        said.name(),
                        "",
                        said.infoHash(),
                        said.size(),
                        said.pieceLength(),
                        Optional.empty(),
                        0,
                        said.terms().publisher());
        var published =
                CatalogueRules.publish(
                        history(said.name()), entry, said.terms(), NOW_MILLIS, 9, false);
        histories.put(said.name(), published.history());
        return Uni.createFrom().item(published.outcome());
    }

    @Override
    public Uni<DeleteOutcome> delete(CatalogueName said, Condition condition) {
        var name = nameOf(said);
        var deleted = CatalogueRules.delete(history(name), said, condition, NOW_MILLIS);
        histories.put(name, deleted.history());
        return Uni.createFrom().item(deleted.outcome());
    }

    @Override
    public Uni<Optional<byte[]>> torrent(CatalogueName name) {
        return Uni.createFrom().item(Optional.empty());
    }

    @Override
    public void watch(Consumer<CatalogueEvent> watcher) {}

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
