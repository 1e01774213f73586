package io.seedpod.tracker.replica;

import io.seedpod.model.bencode.BString;
import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.catalogue.CatalogueEvent;
import io.seedpod.tracker.catalogue.CatalogueRules;
import io.seedpod.tracker.catalogue.CatalogueStore;
import io.seedpod.tracker.catalogue.Condition;
import io.seedpod.tracker.catalogue.DeleteOutcome;
import io.seedpod.tracker.catalogue.NameHistories;
import io.seedpod.tracker.catalogue.NameHistory;
import io.seedpod.tracker.catalogue.Publication;
import io.seedpod.tracker.catalogue.PublishOutcome;
import io.seedpod.tracker.catalogue.Refusal;
import io.seedpod.tracker.spans.SpanKind;
import io.seedpod.tracker.spans.Spans;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The names of several trackers as one: read from this tracker's own store, changed in the shared
/// one first. While that is away, or not yet joined with ours, changes are refused: an
/// acknowledged change holds for all.
public final class SharedCatalogue implements CatalogueStore {
    private static final String AWAY =
            "the store that this tracker shares with others is away, try again";
    private static final int MAX_WAITING = 1_024;
    private static final int MAX_TRIES = 20;

    private static final Logger LOG = Logger.getLogger(SharedCatalogue.class);
    private static final long FINISH_SECONDS = 5;

    private final Context context;
    private final CatalogueStore store;
    private final NameHistories local;
    private final SharedNames names;
    private final Clock clock;
    private final int maxNames;
    private final Spans spans;

    private volatile boolean finished;

    // On the context alone.
    private RedisLink.@Nullable Session session;
    private Future<?> last = Future.succeededFuture();
    private int waiting;

    /// @param store this tracker's own, also as `local`
    SharedCatalogue(
            Context context,
            CatalogueStore store,
            NameHistories local,
            SharedNames names,
            Clock clock,
            int maxNames,
            Spans spans) {
        this.context = context;
        this.store = store;
        this.local = local;
        this.names = names;
        this.clock = clock;
        this.maxNames = maxNames;
        this.spans = spans;
    }

    /// Both sides know the same. On the context.
    void onJoined(RedisLink.Session joined) {
        session = joined;
    }

    @Override
    public Uni<PublishOutcome> publish(Publication publication) {
        return told(
                publication.name(),
                inTurn(
                        session -> publish(session, publication, MAX_TRIES),
                        () -> new PublishOutcome.Refused(Refusal.BUSY, AWAY)),
                PublishOutcome.Refused.class);
    }

    @Override
    public Uni<DeleteOutcome> delete(CatalogueName name, Condition condition) {
        return told(
                name,
                inTurn(
                        session -> delete(session, name, condition, MAX_TRIES),
                        () -> new DeleteOutcome.Refused(Refusal.BUSY, AWAY)),
                DeleteOutcome.Refused.class);
    }

    /// As a span from now on, its wait included.
    private <T> Uni<T> told(CatalogueName name, Uni<T> change, Class<? extends T> refused) {
        if (!spans.isOn()) {
            return change;
        }
        var span = spans.begin("replica write", SpanKind.CLIENT);
        return change.invoke(
                outcome ->
                        span.end(
                                refused.isInstance(outcome),
                                Map.of("db.system.name", "redis", "seedpod.name", name.text())));
    }

    private interface Change<T> {
        Future<T> in(RedisLink.Session session);
    }

    /// One change after the other, so that they take effect in the order asked.
    private <T> Uni<T> inTurn(Change<T> change, Supplier<T> refused) {
        return Uni.createFrom()
                .emitter(
                        emitter ->
                                context.runOnContext(
                                        _ -> {
                                            if (waiting == MAX_WAITING) {
                                                emitter.complete(refused.get());
                                                return;
                                            }
                                            waiting++;
                                            var now = last.transform(_ -> attempt(change, refused));
                                            last = now;
                                            now.onComplete(
                                                    outcome -> {
                                                        waiting--;
                                                        emitter.complete(outcome.result());
                                                    });
                                        }));
    }

    private <T> Future<T> attempt(Change<T> change, Supplier<T> refused) {
        var now = session;
        return now == null || now.isOver()
                ? Future.succeededFuture(refused.get())
                : change.in(now).otherwise(_ -> refused.get());
    }

    private Future<PublishOutcome> publish(
            RedisLink.Session session, Publication publication, int tries) {
        var name = publication.name();
        return names.read(session, name)
                .compose(
                        read -> {
                            var before = read.history().join(local.history(name));
                            var decided =
                                    CatalogueRules.publish(
                                            before,
                                            local.wished(publication),
                                            publication.terms(),
                                            clock.millis(),
                                            maxNames,
                                            before.plain().isEmpty() && store.size() >= maxNames);
                            if (!(decided.outcome() instanceof PublishOutcome.Accepted accepted)) {
                                return Future.succeededFuture(decided.outcome());
                            }
                            return torrentFirst(session, publication, accepted.entry())
                                    .compose(
                                            _ ->
                                                    names.exchange(
                                                            session, name, read, decided.history()))
                                    .compose(
                                            won ->
                                                    won
                                                            ? adopt(
                                                                    publication,
                                                                    accepted,
                                                                    decided.history())
                                                            : again(
                                                                    tries,
                                                                    () ->
                                                                            publish(
                                                                                    session,
                                                                                    publication,
                                                                                    tries - 1)));
                        });
    }

    private Future<Void> torrentFirst(
            RedisLink.Session session, Publication publication, CatalogueEntry entry) {
        return publication.torrent().isPresent() && entry.torrent().isPresent()
                ? names.putTorrent(
                        session,
                        entry.torrent().get().digest(),
                        publication.torrent().get().bytes().bytes())
                : Future.succeededFuture();
    }

    private Future<PublishOutcome> adopt(
            Publication publication, PublishOutcome outcome, NameHistory history) {
        Map<String, BString> torrents =
                publication.torrent().isPresent()
                        ? Map.of(
                                local.wished(publication).torrent().orElseThrow().digest(),
                                publication.torrent().get().bytes())
                        : Map.of();
        return names.adopt(publication.name(), history, torrents)
                .map(outcome)
                .otherwise(
                        new PublishOutcome.Refused(
                                Refusal.STORAGE, "the tracker cannot store this now"));
    }

    private Future<DeleteOutcome> delete(
            RedisLink.Session session, CatalogueName said, Condition condition, int tries) {
        var name = CatalogueRules.nameOf(said, local.history(said).plain().isPresent());
        return names.read(session, name)
                .compose(
                        read -> {
                            var before = read.history().join(local.history(name));
                            var decided =
                                    CatalogueRules.delete(before, said, condition, clock.millis());
                            if (!(decided.outcome() instanceof DeleteOutcome.Deleted deleted)) {
                                return Future.succeededFuture(decided.outcome());
                            }
                            return names.exchange(session, name, read, decided.history())
                                    .compose(
                                            won ->
                                                    won
                                                            ? names.adopt(
                                                                            name,
                                                                            decided.history(),
                                                                            Map.of())
                                                                    .<DeleteOutcome>map(deleted)
                                                                    .otherwise(
                                                                            new DeleteOutcome
                                                                                    .Refused(
                                                                                    Refusal.STORAGE,
                                                                                    "the tracker cannot store this now"))
                                                            : again(
                                                                    tries,
                                                                    () ->
                                                                            delete(
                                                                                    session, said,
                                                                                    condition,
                                                                                    tries - 1)));
                        });
    }

    private static <T> Future<T> again(int tries, Supplier<Future<T>> change) {
        return tries == 0 ? Future.failedFuture("changed by others all the time") : change.get();
    }

    // The rest is this tracker's own.

    @Override
    public Optional<CatalogueEntry> find(CatalogueName name) {
        return store.find(name);
    }

    @Override
    public List<CatalogueEntry> list(String prefix, Optional<String> after, int limit) {
        return store.list(prefix, after, limit);
    }

    @Override
    public List<CatalogueEntry> versions(CatalogueName name) {
        return store.versions(name);
    }

    @Override
    public boolean lists(InfoHash infoHash) {
        return store.lists(infoHash);
    }

    @Override
    public int size() {
        return store.size();
    }

    /// One that this tracker was told of and not given may be in the shared store.
    @Override
    public Uni<Optional<byte[]>> torrent(CatalogueName name) {
        return store.torrent(name)
                .flatMap(
                        bytes ->
                                bytes.isPresent()
                                        ? Uni.createFrom().item(bytes)
                                        : sharedTorrent(name));
    }

    private Uni<Optional<byte[]>> sharedTorrent(CatalogueName name) {
        var digest =
                find(name)
                        .flatMap(CatalogueEntry::torrent)
                        .map(CatalogueEntry.StoredTorrent::digest);
        return digest.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : inTurn(session -> names.torrent(session, digest.get()), Optional::empty);
    }

    @Override
    public void watch(Consumer<CatalogueEvent> watcher) {
        store.watch(watcher);
    }

    @Override
    public Optional<String> trouble() {
        return store.trouble();
    }

    /// Has the changes that wait end. Blocks for seconds at most; once.
    void finish() {
        if (finished) {
            return;
        }
        finished = true;
        var ended = new CountDownLatch(1);
        context.runOnContext(_ -> last.onComplete(_ -> ended.countDown()));
        try {
            if (!ended.await(FINISH_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("changes of names were still waiting for the shared store at the end");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finish();
        store.close();
    }
}
