package io.seedpod.tracker.frontend;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.catalogue.CatalogueStore;
import io.seedpod.tracker.catalogue.DeleteOutcome;
import io.seedpod.tracker.catalogue.Publication;
import io.seedpod.tracker.catalogue.PublishOutcome;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// A store that forgets, for tests of those who use one.
public final class MemoryCatalogue implements CatalogueStore {
    private final Map<String, CatalogueEntry> entries = new ConcurrentSkipListMap<>();

    @Override
    public Optional<CatalogueEntry> find(CatalogueName name) {
        return Optional.ofNullable(entries.get(name.text()));
    }

    @Override
    public List<CatalogueEntry> list(String prefix, Optional<String> after, int limit) {
        return entries.values().stream()
                .filter(entry -> entry.name().text().startsWith(prefix))
                .filter(entry -> entry.name().text().compareTo(after.orElse("")) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public Uni<PublishOutcome> publish(Publication said) {
        var entry =
                new CatalogueEntry(
                        said.name(),
                        said.infoHash(),
                        said.size(),
                        said.pieceLength(),
                        Optional.empty(),
                        0);
        var existing = find(said.name());
        if (existing.isPresent() && !existing.get().leadsTo(entry) && !said.replace()) {
            return Uni.createFrom().item(new PublishOutcome.Conflict(existing.get()));
        }
        entries.put(said.name().text(), entry);
        return Uni.createFrom().item(new PublishOutcome.Accepted(entry, existing.isEmpty()));
    }

    @Override
    public Uni<DeleteOutcome> delete(CatalogueName name) {
        var removed = Optional.ofNullable(entries.remove(name.text()));
        return Uni.createFrom()
                .item(
                        removed.<DeleteOutcome>map(DeleteOutcome.Deleted::new)
                                .orElseGet(DeleteOutcome.Unknown::new));
    }

    @Override
    public Uni<Optional<byte[]>> torrent(CatalogueName name) {
        return Uni.createFrom().item(Optional.empty());
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
