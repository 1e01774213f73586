package io.seedpod.peer.session.entries;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.metainfo.MagnetLink;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.peer.engine.talk.TorrentOptions;
import io.seedpod.peer.runtime.content.ContentPlans;
import io.seedpod.peer.runtime.torrent.TorrentPlan;
import io.seedpod.peer.session.catalogue.OurTrackers;
import io.seedpod.peer.session.catalogue.Replaces;
import io.seedpod.peer.session.offline.Torrents;
import io.seedpod.peer.session.record.TorrentRecord;
import io.seedpod.peer.session.request.SeedRequest;
import io.seedpod.peer.session.request.ShareRequest;
import io.seedpod.peer.session.request.Source;
import io.seedpod.peer.session.request.WebSeeds;
import io.seedpod.peer.session.status.Hashing;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.create.CreateOptions;
import io.seedpod.peer.storage.create.TorrentCreator;
import io.seedpod.peer.storage.file.FileStorage;
import io.seedpod.peer.storage.hash.ContentCheck;
import io.seedpod.peer.storage.watch.FolderScan;
import io.seedpod.peer.storage.watch.FolderScan.Look;
import io.smallrye.mutiny.Uni;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes torrents of content, serves them, and publishes their names. On the session's loop.
public final class Sharing {
    private final Home home;
    private final Entries entries;
    private final Publisher publisher;
    private final OpenFiles openFiles;
    private final OurTrackers trackers;

    /// Of what is being looked at now, for those who watch.
    private volatile Hashing hashing = Hashing.NONE;

    public Sharing(
            Home home,
            Entries entries,
            Publisher publisher,
            OpenFiles openFiles,
            OurTrackers trackers) {
        this.home = home;
        this.entries = entries;
        this.publisher = publisher;
        this.openFiles = openFiles;
        this.trackers = trackers;
    }

    /// Content and what it was hashed to.
    ///
    /// @param look as it was before and after
    private record Hashed(Metainfo metainfo, FileStorage storage, Path content, Look look) {}

    /// @param fresh whether it was started just now
    private record Served(Entry entry, boolean fresh) {}

    /// Hashes, serves and publishes; fails when it cannot be published, and then does not serve.
    public Uni<TorrentStatus> share(ShareRequest request) {
        var name = request.publishedName();
        return home.blocking(() -> hash(request.path(), request.hybrid(), request.webSeeds()))
                .invoke(() -> hashing = Hashing.NONE)
                .flatMap(it -> serve(it, request.path(), Optional.of(name.text())))
                .flatMap(
                        served ->
                                publisher
                                        .publish(
                                                served.entry,
                                                name,
                                                Replaces.wished(request.replace()))
                                        .map(_ -> served.entry.status())
                                        .onFailure()
                                        .call(() -> giveUp(served)));
    }

    /// What was served before goes on being served.
    private Uni<Void> giveUp(Served served) {
        return served.fresh ? entries.remove(served.entry) : Uni.createFrom().voidItem();
    }

    /// Hashes and serves what lies in a shared folder; publishing goes on in the background until
    /// it succeeds.
    ///
    /// @param named what it was published under; absent: its file name
    /// @param ours what was published under that name by us and is no more; if the name leads there
    ///     still, it is to lead to what is there now
    /// @param before what was there: if that was for v2 peers, too, this is; and it has the same
    ///     web seeds, which may serve what is new as well. Who does not is found out
    Uni<Void> shareFound(
            Path path, Optional<String> named, Set<InfoHash> ours, Optional<Metainfo> before) {
        boolean hybrid = before.flatMap(it -> it.info().v2()).isPresent();
        var webSeeds = before.map(Metainfo::webSeeds).orElse(List.of());
        CatalogueName name;
        try {
            name = Source.parseName(named.orElse(String.valueOf(path.getFileName())));
        } catch (SessionException e) {
            return Uni.createFrom().failure(e);
        }
        return home.blocking(() -> hash(path, hybrid, webSeeds))
                .flatMap(it -> serve(it, path, Optional.of(name.text())))
                .invoke(
                        served -> {
                            served.entry.before = ours;
                            publisher.publishUntilDone(served.entry, name, Replaces.ours(ours));
                        })
                .replaceWithVoid();
    }

    /// Serves what a record of before vouches for; false when it looks different now.
    public Uni<Boolean> resume(TorrentRecord record) {
        return home.blocking(() -> opened(record))
                .map(
                        found -> {
                            found.ifPresent(it -> serveAgain(it, record));
                            return found.isPresent();
                        });
    }

    /// Keeps in sight what was fetched and changed while nobody looked: it is not ours to publish.
    public void keepChanged(TorrentRecord record) {
        var entry =
                new Entry(
                        record.magnet(),
                        Entry.Purpose.FETCH,
                        record.metainfo(),
                        record.path(),
                        false,
                        record.name());
        entry.complete = true;
        entry.changed = true;
        entry.look = record.look();
        entry.notice = Follower.FOREIGN_CHANGED;
        entries.keep(entry);
    }

    /// Keeps in sight what its user left with.
    public void keepWithdrawn(TorrentRecord record) {
        var entry =
                new Entry(
                        record.magnet(),
                        record.own() ? Entry.Purpose.OWN : Entry.Purpose.SEED,
                        record.metainfo(),
                        record.path(),
                        false,
                        record.name());
        entry.pieces = record.place().isPieces();
        entry.complete = true;
        entry.withdrawn = true;
        entry.look = record.look();
        entry.notice = Follower.WITHDRAWN;
        entries.keep(entry);
    }

    private Optional<Hashed> opened(TorrentRecord record) throws StorageException {
        if (record.metainfo().isEmpty()
                || record.look().isEmpty()
                || !Files.exists(record.path())
                || !FolderScan.look(record.path()).equals(record.look().get())) {
            return Optional.empty();
        }
        var metainfo = record.metainfo().get();
        var storage = FileStorage.existing(metainfo.info(), real(record.path()), openFiles);
        return Optional.of(new Hashed(metainfo, storage, record.path(), record.look().get()));
    }

    private void serveAgain(Hashed it, TorrentRecord record) {
        var entry =
                new Entry(
                        record.magnet(),
                        record.own() ? Entry.Purpose.OWN : Entry.Purpose.SEED,
                        Optional.of(it.metainfo),
                        record.path(),
                        false,
                        record.name());
        start(entry, it, record.own() ? List.of() : it.metainfo.announceTiers());
        entry.published = record.published();
        entry.also.putAll(record.also());
        if (record.own() && record.published().isEmpty()) {
            record.name()
                    .ifPresent(
                            text ->
                                    publisher.publishUntilDone(
                                            entry, new CatalogueName(text), Replaces.NOTHING));
        }
    }

    /// Checks all content against a torrent and serves it; fails when some of it is missing or
    /// wrong.
    public Uni<TorrentStatus> seed(SeedRequest request) {
        return home.blocking(() -> checked(request))
                .call(it -> entries.makeRoom(it.metainfo.info().infoHash()))
                .map(this::seedNow);
    }

    private TorrentStatus seedNow(Hashed it) {
        var known = entries.find(it.metainfo.info().infoHash());
        if (known.isPresent()) {
            it.storage.close();
            return known.get().status();
        }
        var entry =
                new Entry(
                        MagnetLink.of(it.metainfo),
                        Entry.Purpose.SEED,
                        Optional.of(it.metainfo),
                        it.content,
                        false,
                        Optional.empty());
        start(entry, it, it.metainfo.announceTiers());
        return entry.status();
    }

    private Hashed checked(SeedRequest request) throws StorageException {
        var info = request.metainfo().info();
        var content = Torrents.content(info, request.data());
        var look = FolderScan.look(content);
        var storage = FileStorage.existing(info, real(content), openFiles);
        var verified = ContentCheck.verify(storage, this::onProgress);
        if (!verified.isFull()) {
            storage.close();
            throw new SessionException(
                    Trouble.VERIFICATION,
                    "%s: %d of %d pieces are right (expected: all; `peer get FILE.torrent -o FOLDER` fetches the rest)"
                            .formatted(content, verified.cardinality(), verified.pieceCount()));
        }
        return new Hashed(request.metainfo(), storage, content, look);
    }

    private Hashed hash(Path path, boolean hybrid, List<String> webSeeds) throws StorageException {
        if (!Files.exists(path)) {
            throw new SessionException(Trouble.STORAGE, "cannot share " + path + ": no such file");
        }
        var look = FolderScan.look(path);
        var created =
                TorrentCreator.create(path, CreateOptions.DEFAULT.hybrid(hybrid), this::onProgress);
        if (!FolderScan.look(path).equals(look)) {
            throw new SessionException(
                    Trouble.STORAGE, "cannot share " + path + ": it changed while it was hashed");
        }
        var metainfo = WebSeeds.in(created.metainfo(trackers.tiers()), webSeeds);
        return new Hashed(metainfo, created.open(openFiles), path, look);
    }

    private void onProgress(long done, long total) {
        hashing = new Hashing(done, total);
    }

    public Hashing hashing() {
        return hashing;
    }

    /// The same content may already be served under another name: then there is nothing to start.
    private Uni<Served> serve(Hashed it, Path path, Optional<String> name) {
        return entries.makeRoom(it.metainfo.info().infoHash()).map(_ -> serveNow(it, path, name));
    }

    private Served serveNow(Hashed it, Path path, Optional<String> name) {
        var known = entries.find(it.metainfo.info().infoHash());
        forgetBefore(path, it.metainfo.info().infoHash());
        if (known.isPresent()) {
            it.storage.close();
            var entry = known.get();
            entry.catalogueName = entry.catalogueName.or(() -> name);
            if (!it.metainfo.webSeeds().isEmpty()) {
                entry.metainfo = Optional.of(it.metainfo);
            }
            return new Served(entry, false);
        }
        var entry =
                new Entry(
                        MagnetLink.of(it.metainfo),
                        Entry.Purpose.OWN,
                        Optional.of(it.metainfo),
                        path,
                        false,
                        name);
        start(entry, it, List.of());
        return new Served(entry, true);
    }

    /// What lay there before and was changed into what is shared now, or was left with.
    private void forgetBefore(Path path, InfoHash now) {
        for (var entry : List.copyOf(entries.all())) {
            if ((entry.changed || entry.withdrawn)
                    && entry.isAt(path)
                    && !entry.infoHash().equals(now)) {
                entries.remove(entry).subscribe().with(_ -> {}, _ -> {});
            }
        }
    }

    private void start(Entry entry, Hashed it, List<List<String>> foreignTiers) {
        var info = it.metainfo.info();
        var announced = trackers.announced(info.privateTorrent(), foreignTiers);
        entry.torrentTiers = foreignTiers;
        entry.complete = true;
        entry.look = Optional.of(it.look);
        entries.start(
                entry,
                new TorrentPlan(
                                info.infoHash(),
                                Optional.of(info),
                                announced.own(),
                                announced.tiers(),
                                List.of(),
                                ContentPlans.serving(it.storage),
                                TorrentOptions.defaults())
                        .withLayers(it.metainfo.layers()));
    }

    private static Path real(Path path) throws StorageException {
        try {
            return path.toRealPath();
        } catch (java.io.IOException e) {
            throw new StorageException(
                    StorageException.Kind.UNREADABLE,
                    "cannot read " + path + ": " + e.getMessage(),
                    e);
        }
    }
}
