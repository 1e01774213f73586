package io.seedpod.tracker.catalogue;

import io.seedpod.model.id.CatalogueName;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/// The use case of names: looks up for everybody, publishes and deletes for those with the token.
public final class Catalogue {
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

    public List<CatalogueEntry> list(String prefix, Optional<String> after, int limit) {
        return store.list(prefix, after, limit);
    }

    /// All contents of a name that can still be had, the latest first.
    public List<CatalogueEntry> versions(CatalogueName name) {
        return store.versions(name);
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
