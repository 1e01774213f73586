package io.seedpod.peer.session.entries;

import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.engine.files.FileChoice;
import io.seedpod.peer.engine.talk.Order;
import io.seedpod.peer.runtime.torrent.RunningTorrent;
import io.seedpod.peer.runtime.torrent.TorrentNews;
import io.seedpod.peer.runtime.torrent.TorrentPlan;
import io.seedpod.peer.session.catalogue.OurTrackers;
import io.seedpod.peer.session.record.TorrentRecords;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.status.Totals;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.seedpod.peer.session.trouble.Troubles;
import io.seedpod.peer.storage.StorageException;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// The session's torrents, and what they tell. Touched only on the session's loop.
public final class Entries {
    private static final Logger LOG = Logger.getLogger(Entries.class);

    /// Of its own, since commands tell this themselves, as why they end.
    private static final Logger GIVEN_UP = Logger.getLogger("io.seedpod.given-up");

    private final Map<InfoHash, Entry> entries = new LinkedHashMap<>();
    private final Map<InfoHash, Uni<Void>> leaving = new HashMap<>();
    private final Home home;
    private final Starter starter;
    private final Optional<TorrentRecords> records;
    private final OurTrackers trackers;
    private Consumer<Entry> onChanged = _ -> {};
    private Totals left = Totals.NOTHING;
    private CompletableFuture<Void> disk = CompletableFuture.completedFuture(null);

    public Entries(
            Home home, Starter starter, Optional<TorrentRecords> records, OurTrackers trackers) {
        this.home = home;
        this.starter = starter;
        this.records = records;
        this.trackers = trackers;
    }

    /// Starts torrents: the runtime, or a test's stand-in.
    @FunctionalInterface
    public interface Starter {
        RunningTorrent start(TorrentPlan plan);
    }

    /// Who is told that served content is not what was hashed any more.
    void onChanged(Consumer<Entry> listener) {
        onChanged = listener;
    }

    Collection<Entry> all() {
        return entries.values();
    }

    public Optional<Entry> find(InfoHash infoHash) {
        return Optional.ofNullable(entries.get(infoHash));
    }

    Optional<Entry> findByPath(Path path) {
        return entries.values().stream().filter(entry -> entry.isAt(path)).findFirst();
    }

    public List<TorrentStatus> statuses() {
        return entries.values().stream().map(Entry::status).toList();
    }

    /// Starts a torrent. One of that infohash must not run.
    void start(Entry entry, TorrentPlan plan) {
        var running = starter.start(plan);
        entry.running = running;
        entries.put(entry.infoHash(), entry);
        running.news()
                .subscribe()
                .with(news -> home.loop().execute(() -> on(entry, news)), _ -> {});
        running.completed()
                .subscribe()
                .with(
                        _ -> home.loop().execute(() -> onComplete(entry)),
                        failure -> home.loop().execute(() -> onFailed(entry, failure)));
        save(entry);
    }

    /// Our trackers have changed.
    public void onTrackersChanged() {
        entries.values().forEach(this::useTrackers);
    }

    /// Announces it to the trackers that are now right for it; to none when it is silent.
    void useTrackers(Entry entry) {
        if (entry.silent) {
            if (entry.running != null) {
                entry.running.useTrackers(List.of(), List.of());
            }
            return;
        }
        var isPrivate = entry.metainfo.map(it -> it.info().privateTorrent()).orElse(false);
        var announced = trackers.announced(isPrivate, entry.torrentTiers);
        if (entry.running != null) {
            entry.running.useTrackers(announced.own(), announced.tiers());
        }
    }

    /// These files are wanted from now on. What was complete as far as it was wanted may be
    /// incomplete now, and back at its `.part`.
    void choose(Entry entry, RunningTorrent running, FileChoice choice) {
        entry.manner = entry.manner.withFiles(choice);
        reopen(entry);
        // What is told before the torrent has heard of it, is of the choice before.
        entry.choosing++;
        running.order(new Order.Choose(choice));
        running.look()
                .emitOn(home.loop())
                .subscribe()
                .with(_ -> entry.choosing--, _ -> entry.choosing--);
    }

    /// More is to be written: until it is told to be complete again, its files may be elsewhere.
    void reopen(Entry entry) {
        entry.complete = false;
        entry.reopened++;
        entry.look = Optional.empty();
        save(entry);
    }

    /// Remembers a torrent that does not run.
    void keep(Entry entry) {
        entries.put(entry.infoHash(), entry);
    }

    /// Stops a torrent and forgets it; its files stay.
    public Uni<Void> remove(Entry entry) {
        if (entries.remove(entry.infoHash(), entry)) {
            left = Totals.of(left, List.of(entry.status())).withoutTorrents();
        }
        forget(entry.infoHash());
        var gone = stop(entry).memoize().indefinitely();
        leaving.put(entry.infoHash(), gone);
        return gone.onItemOrFailure()
                .invoke((_, _) -> leaving.remove(entry.infoHash(), gone))
                .replaceWithVoid();
    }

    /// Done when a torrent of that infohash may be started: one that was given up or is just
    /// leaving has left.
    Uni<Void> makeRoom(InfoHash infoHash) {
        var known = entries.get(infoHash);
        if (known != null && known.isGivenUp()) {
            return remove(known).onFailure().recoverWithNull();
        }
        return leaving.getOrDefault(infoHash, Uni.createFrom().voidItem())
                .onFailure()
                .recoverWithNull();
    }

    /// Amounts of the torrents that are gone.
    public Totals left() {
        return left;
    }

    /// Stops serving, and keeps the entry.
    Uni<Void> stop(Entry entry) {
        var running = entry.running;
        return running == null ? Uni.createFrom().voidItem() : running.stop().emitOn(home.loop());
    }

    /// Writes down what a restart needs to know.
    void save(Entry entry) {
        var record = entry.record();
        onDisk(store -> store.write(record));
    }

    /// A restart need not know this torrent.
    public void forget(InfoHash infoHash) {
        onDisk(store -> store.remove(infoHash));
    }

    /// Done when everything is written that was asked for so far.
    public Uni<Void> written() {
        return Uni.createFrom().completionStage(disk).emitOn(home.loop());
    }

    /// One write after the other, in the order they were asked for.
    private void onDisk(DiskWork work) {
        records.ifPresent(
                store ->
                        disk =
                                disk.thenRunAsync(
                                        () -> {
                                            try {
                                                work.run(store);
                                            } catch (IOException e) {
                                                LOG.warnf("state not written: %s", e.getMessage());
                                            }
                                        },
                                        home.workers()));
    }

    private interface DiskWork {
        void run(TorrentRecords store) throws IOException;
    }

    private void on(Entry entry, TorrentNews news) {
        switch (news) {
            case TorrentNews.MetadataArrived(var info) -> {
                entry.onMetadata(info);
                if (info.privateTorrent()) {
                    useTrackers(entry);
                }
                save(entry);
            }
            case TorrentNews.ContentChanged(var cause) -> {
                LOG.warnf("torrent=%s %s", entry.infoHash(), cause.getMessage());
                onChanged.accept(entry);
            }
            case TorrentNews.StorageFailed(var cause) ->
                    LOG.warnf("torrent=%s %s", entry.infoHash(), cause.getMessage());
            case TorrentNews.PeerBanned(var endpoint, var reason) ->
                    LOG.infof("torrent=%s peer=%s banned: %s", entry.infoHash(), endpoint, reason);
            case TorrentNews.WebSeedDropped(var url, var reason) ->
                    LOG.infof("torrent=%s web seed %s dropped: %s", entry.infoHash(), url, reason);
            case TorrentNews.Malformed(var cause) -> {
                LOG.warnf("torrent=%s %s", entry.infoHash(), cause.getMessage());
                entry.trouble = asTrouble(cause);
            }
            case TorrentNews.Completed _ -> onComplete(entry);
            case TorrentNews.Checked _, TorrentNews.Stopped _ -> {}
        }
    }

    /// Told twice the first time; and again when more was wanted and has come.
    private void onComplete(Entry entry) {
        if (entry.complete || entry.choosing > 0) {
            return;
        }
        entry.complete = true;
        LOG.debugf("torrent=%s complete: %s", entry.infoHash(), entry.path);
        save(entry);
    }

    private void onFailed(Entry entry, Throwable failure) {
        if (failure instanceof CancellationException) {
            return;
        }
        GIVEN_UP.warnf("torrent=%s %s", entry.infoHash(), failure.getMessage());
        entry.trouble =
                failure instanceof StorageException storage
                                && storage.kind() == StorageException.Kind.NOT_SHAREABLE
                        ? new SessionException(
                                Trouble.VERIFICATION, String.valueOf(storage.getMessage()), storage)
                        : asTrouble(failure);
    }

    private static SessionException asTrouble(Throwable failure) {
        return Troubles.of(failure) instanceof SessionException known
                ? known
                : new SessionException(Trouble.STORAGE, String.valueOf(failure), failure);
    }
}
