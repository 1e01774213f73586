package io.seedpod.tracker.catalogue;

import io.seedpod.model.id.CatalogueName;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The use case of names: looks up for everybody, publishes and deletes for those with the token.
public final class Catalogue {
    private static final int CHUNK = 256;
    private static final int MAX_EXAMINED = 16_384;

    private final CatalogueStore store;
    private final Optional<byte[]> token;

    /// @param token wanted of those who publish and delete; empty = of nobody
    public Catalogue(CatalogueStore store, Optional<String> token) {
        this.store = store;
        this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    public Optional<CatalogueEntry> find(CatalogueName name) {
        return store.find(name);
    }

    /// What is listed; see `CatalogueStore`.
    public List<CatalogueEntry> list(String prefix, Optional<String> after, int limit) {
        return store.list(prefix, after, limit);
    }

    /// A page of what is listed.
    ///
    /// @param next after what to go on; empty = this was the last
    public record Page(List<CatalogueEntry> entries, Optional<String> next) {}

    /// Lists in the order of what entries are shown as. Looks at a bounded number of names, so that
    /// a page may have fewer entries than asked for and still not be the last.
    ///
    /// @param prefix with what names begin, possibly empty
    /// @param glob what they match besides
    /// @param after behind what to go on
    public Page list(String prefix, Optional<Glob> glob, Optional<String> after, int limit) {
        String literal = glob.map(Glob::prefix).orElse("");
        String narrow = literal.startsWith(prefix) ? literal : prefix;
        var found = new ArrayList<CatalogueEntry>();
        var last = after;
        for (int examined = 0; examined < MAX_EXAMINED; ) {
            var chunk = store.list(narrow, last, CHUNK);
            for (CatalogueEntry entry : chunk) {
                if (found.size() == limit) {
                    return new Page(found, last);
                }
                last = Optional.of(entry.shownName());
                if (glob.isEmpty() || glob.get().matches(entry.shownName())) {
                    found.add(entry);
                }
            }
            if (chunk.size() < CHUNK) {
                return new Page(found, Optional.empty());
            }
            examined += chunk.size();
        }
        return new Page(found, last);
    }

    /// All contents of a name that can still be had, the latest first.
    public List<CatalogueEntry> versions(CatalogueName name) {
        return store.versions(name);
    }

    /// Tells of every change of what is listed; see `CatalogueStore`.
    public void watch(Consumer<CatalogueEvent> watcher) {
        store.watch(watcher);
    }

    public int size() {
        return store.size();
    }

    public Uni<Optional<byte[]>> torrent(CatalogueName name) {
        return store.torrent(name);
    }

    /// @param said the token, possibly empty
    public Uni<PublishOutcome> publish(Publication publication, String said) {
        return mayChange(said)
                ? store.publish(publication)
                : Uni.createFrom()
                        .item(new PublishOutcome.Refused(Refusal.TOKEN, wrongToken(said)));
    }

    /// @param said the token, possibly empty
    public Uni<DeleteOutcome> delete(CatalogueName name, Condition condition, String said) {
        return mayChange(said)
                ? store.delete(name, condition)
                : Uni.createFrom().item(new DeleteOutcome.Refused(Refusal.TOKEN, wrongToken(said)));
    }

    /// In a time that does not tell how much of the token was right.
    public boolean mayChange(String said) {
        return token.isEmpty()
                || MessageDigest.isEqual(token.get(), said.getBytes(StandardCharsets.UTF_8));
    }

    public static String wrongToken(String said) {
        return said.isEmpty()
                ? "this tracker wants a publish token"
                : "the publish token is not this tracker's";
    }
}
