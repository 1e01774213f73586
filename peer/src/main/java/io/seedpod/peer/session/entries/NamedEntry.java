package io.seedpod.peer.session.entries;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.session.catalogue.PublishedAt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One of the names that a torrent of ours goes by. On the session's loop.
record NamedEntry(Entry entry, String text) {
    /// The name it is known by first, and those it was published under besides.
    static List<NamedEntry> of(Entry entry) {
        var all = new ArrayList<NamedEntry>();
        entry.catalogueName.ifPresent(text -> all.add(new NamedEntry(entry, text)));
        entry.also.keySet().forEach(text -> all.add(new NamedEntry(entry, text)));
        return all;
    }

    private boolean isFirst() {
        return entry.catalogueName.equals(Optional.of(text));
    }

    /// The torrent has no other name.
    boolean isOnly() {
        return of(entry).size() == 1;
    }

    CatalogueName name() {
        return new CatalogueName(text);
    }

    InfoHash infoHash() {
        return entry.infoHash();
    }

    /// Absent while no tracker has taken the name, and after it was deleted.
    Optional<PublishedAt> published() {
        return isFirst() ? entry.published : Optional.ofNullable(entry.also.get(text));
    }

    void publishedAt(PublishedAt at) {
        if (isFirst()) {
            entry.published = Optional.of(at);
        } else {
            entry.also.put(text, at);
        }
    }

    /// Somebody deleted the name: it is not published again.
    void deleted() {
        if (isFirst()) {
            entry.published = Optional.empty();
        } else {
            entry.also.remove(text);
        }
        entry.absent.keySet().removeIf(absent -> absent.name().equals(text));
    }
}
