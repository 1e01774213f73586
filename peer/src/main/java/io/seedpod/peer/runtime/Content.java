package io.seedpod.peer.runtime;

import static java.util.Objects.requireNonNull;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.PieceLayers;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.buffer.PieceBuffer;
import io.seedpod.peer.engine.files.Priority;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEffect.CheckPiece;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentSnapshot;
import io.seedpod.peer.runtime.content.FileSets;
import io.seedpod.peer.runtime.content.OpenPieces;
import io.seedpod.peer.runtime.content.OpenedStorage;
import io.seedpod.peer.runtime.content.PieceChecks;
import io.seedpod.peer.runtime.content.ResumeKeeper;
import io.seedpod.peer.runtime.content.StoragePlan;
import io.seedpod.peer.runtime.content.WarmRuns;
import io.seedpod.peer.runtime.torrent.News;
import io.seedpod.peer.runtime.torrent.RunningTorrent.CheckProgress;
import io.seedpod.peer.runtime.torrent.TorrentNews;
import io.seedpod.peer.storage.Storage;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.hybrid.TreeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The content side of one torrent: opens and checks it, hashes and writes pieces, looks up what is
/// sent, keeps the record, completes and closes. Called on the home loop; works on disk threads;
/// answers with events and news on the home loop.
final class Content {
    private final TorrentLoop loop;
    private final Environment environment;
    private final StoragePlan plan;
    private final Optional<PieceLayers> layers;
    private final News news;
    private final DiskWork disk;
    private final PieceChecks checks;
    private final WarmRuns warm = new WarmRuns();
    private volatile @Nullable OpenPieces pieces;
    private volatile CheckProgress progress = CheckProgress.NONE;
    private @Nullable OpenedStorage opened;
    private @Nullable ContentReader reader;
    private @Nullable TreeReader trees;
    private @Nullable ResumeKeeper resume;
    private TorrentSnapshot.Traffic traffic = new TorrentSnapshot.Traffic(0, 0, 0, 0, 0);
    private volatile boolean closed;
    private boolean retrying;

    /// Files are moved at this moment: as a choice wants it, or because all is there.
    private boolean arranging;

    /// The choice that is to reach the disk next.
    private @Nullable List<Priority> chosen;

    /// All is there, as far as was chosen last.
    private boolean completeNext;

    Content(
            TorrentLoop loop,
            Environment environment,
            StoragePlan plan,
            Optional<PieceLayers> layers,
            News news) {
        this.layers = layers;
        this.loop = loop;
        this.environment = environment;
        this.disk = new DiskWork(loop);
        this.checks = new PieceChecks(System::nanoTime, loop::executeIn, this::check);
        this.plan = plan;
        this.news = news;
    }

    CheckProgress progress() {
        return progress;
    }

    /// What is verified on disk; absent until it was checked. On the home loop.
    Optional<Bitfield> verified() {
        return Optional.ofNullable(resume).map(keeper -> keeper.verified().copy());
    }

    @Nullable PieceBuffer openPiece(int pieceIndex) {
        var open = pieces;
        return open == null ? null : open.find(pieceIndex);
    }

    /// Opens and checks what is on disk, then tells the torrent.
    void prepare(InfoDict info) {
        disk.workUnlessGivenUp(
                environment.checkers(),
                () -> {
                    try {
                        var found = plan.open(info, this::onProgress);
                        return () -> onOpened(info, found);
                    } catch (CancellationException _) {
                        return () -> {};
                    } finally {
                        progress = CheckProgress.NONE;
                    }
                },
                this::hopeless);
    }

    /// Nobody waits for the check of a torrent that is leaving.
    private void onProgress(long done, long total) {
        if (closed) {
            throw new CancellationException("torrent stopped");
        }
        progress = new CheckProgress(done, total);
    }

    private void onOpened(InfoDict info, OpenedStorage found) {
        if (closed) {
            disk.work(
                    environment.checkers(),
                    () -> {
                        found.storage().close();
                        return () -> {};
                    },
                    _ -> {});
            return;
        }
        opened = found;
        reader = new ContentReader(found.storage());
        if (info.v2().isPresent()) {
            trees = new TreeReader(info, layers, found.storage());
        }
        var keeper = new ResumeKeeper(found, System.nanoTime());
        resume = keeper;
        if (!found.verified().isFull()) {
            var grant =
                    environment
                            .buffers()
                            .join(info.layout().pieceLength(), () -> loop.execute(this::rebudget));
            pieces = new OpenPieces(info, grant);
            rebudget();
        }
        long verifiedLength = 0;
        for (int i = keeper.verified().nextSet(0); i >= 0; i = keeper.verified().nextSet(i + 1)) {
            verifiedLength += info.layout().pieceLength(i);
        }
        news.tell(new TorrentNews.Checked(verifiedLength));
        loop.post(new TorrentEvent.StorageReady(found.verified()));
    }

    private void rebudget() {
        var open = pieces;
        if (open != null) {
            loop.post(new TorrentEvent.BudgetChanged(open.accept()));
        }
    }

    void open(int pieceIndex) {
        requirePieces().open(pieceIndex);
    }

    void drop(int pieceIndex) {
        requirePieces().drop(pieceIndex);
    }

    void check(CheckPiece effect) {
        checks.add(effect);
    }

    private void check(List<CheckPiece> arrived) {
        var open = requirePieces();
        var storage = requireOpened().storage();
        disk.work(
                environment.writers(),
                () -> {
                    var right = open.match(arrived);
                    var ends = new ArrayList<Runnable>(arrived.size());
                    for (int i = 0; i < right.length; i++) {
                        ends.add(store(open, arrived.get(i), right[i], storage));
                    }
                    return () -> ends.forEach(Runnable::run);
                },
                trouble -> arrived.forEach(piece -> notStored(open, piece, trouble)));
    }

    /// On a disk thread; says what is to be done on the home loop. A piece that cannot be written
    /// costs the other nothing.
    private Runnable store(OpenPieces open, CheckPiece piece, boolean right, Storage storage) {
        try {
            var result = open.store(piece, right, storage);
            return () -> onChecked(piece.pieceIndex(), result);
        } catch (StorageException trouble) {
            return () -> notStored(open, piece, trouble);
        }
    }

    private void notStored(OpenPieces open, CheckPiece piece, StorageException trouble) {
        open.drop(piece.pieceIndex());
        loop.post(new TorrentEvent.PieceNotStored(piece.pieceIndex()));
        failed(trouble);
    }

    private void failed(StorageException trouble) {
        news.tell(new TorrentNews.StorageFailed(trouble));
        loop.post(new TorrentEvent.StorageFailed(String.valueOf(trouble.getMessage())));
        if (!retrying) {
            retrying = true;
            loop.executeIn(environment.diskRetryMillis(), this::retry);
        }
    }

    /// Perhaps there is room again.
    private void retry() {
        retrying = false;
        var keeper = resume;
        if (keeper != null && !closed) {
            loop.post(new TorrentEvent.StorageReady(keeper.verified()));
        }
    }

    private void hopeless(StorageException trouble) {
        news.hopeless(trouble);
        loop.post(new TorrentEvent.StorageFailed(String.valueOf(trouble.getMessage())));
    }

    private void onChecked(int pieceIndex, TorrentEvent result) {
        requirePieces().drop(pieceIndex);
        var keeper = resume;
        if (result instanceof TorrentEvent.PieceVerified && keeper != null) {
            keeper.onVerified(pieceIndex);
        }
        loop.post(result);
    }

    /// Finds the content of what a link wants to send, and sends it.
    void lookUp(Link link) {
        var source = reader;
        if (link.takeWarm(warm, System.nanoTime())) {
            link.flush();
        }
        var uploads = link.beginLookUp();
        if (uploads.isEmpty() || source == null) {
            return;
        }
        disk.work(
                environment.readers(),
                () -> {
                    var found = source.readAll(uploads);
                    return () -> {
                        long now = System.nanoTime();
                        found.pieces().forEach((piece, runs) -> warm.keep(piece, runs, now));
                        link.endLookUp();
                        link.addAll(found.commands());
                        link.flush();
                        lookUp(link);
                    };
                },
                trouble -> {
                    link.close("content: " + trouble.getMessage());
                    unreadable(trouble);
                });
    }

    /// Reads what a peer asked for of the trees.
    void readHashes(TorrentEffect.ReadHashes effect) {
        var source = trees;
        if (source == null) {
            loop.post(noHashes(effect));
            return;
        }
        disk.work(
                environment.readers(),
                () -> {
                    var sums = source.answer(effect.range());
                    return () ->
                            loop.post(
                                    new TorrentEvent.HashesRead(
                                            effect.connection(), effect.range(), sums));
                },
                trouble -> {
                    loop.post(noHashes(effect));
                    unreadable(trouble);
                });
    }

    private static TorrentEvent noHashes(TorrentEffect.ReadHashes effect) {
        return new TorrentEvent.HashesRead(effect.connection(), effect.range(), new byte[0]);
    }

    /// Only what is not as it was hashed is to be hashed again; a disk that refuses for a while may
    /// serve the next who asks.
    private void unreadable(StorageException trouble) {
        news.tell(
                switch (trouble.kind()) {
                    case CHANGED, MISSING, OUTSIDE -> new TorrentNews.ContentChanged(trouble);
                    case DISK_FULL, UNREADABLE, UNWRITABLE, EXISTS, NOT_SHAREABLE ->
                            new TorrentNews.StorageFailed(trouble);
                });
    }

    /// Twice a second: time for a record?
    void onSnapshot(TorrentSnapshot snapshot, long nowNanos) {
        traffic = snapshot.traffic();
        warm.expire(nowNanos);
        var keeper = resume;
        if (keeper != null && !closed && keeper.isDue(nowNanos)) {
            save(keeper, this::failed);
        }
    }

    /// These files are wanted from now on. One choice after the other reaches the disk; the latest
    /// holds. What was complete before it is told to be so again.
    void choose(List<Priority> files) {
        chosen = files;
        completeNext = false;
        arrange();
    }

    /// Everything that is wanted is there: make it what it shall be.
    void complete() {
        completeNext = true;
        arrange();
    }

    private void arrange() {
        if (arranging) {
            return;
        }
        var files = chosen;
        chosen = null;
        if (files != null) {
            arranging = true;
            bringChosen(files);
        } else if (completeNext) {
            arranging = true;
            completeNext = false;
            bringComplete();
        }
    }

    private void arranged() {
        arranging = false;
        arrange();
    }

    private void bringChosen(List<Priority> files) {
        var storage = requireOpened().storage();
        var whole = FileSets.whole(storage.info(), requireNonNull(resume).verified());
        disk.work(
                environment.writers(),
                () -> {
                    storage.choose(FileSets.wanted(files), whole);
                    return this::arranged;
                },
                trouble -> {
                    failed(trouble);
                    arranged();
                });
    }

    /// Not while a record is written: it would tell of files that are just being renamed.
    private void bringComplete() {
        var storage = requireOpened().storage();
        var keeper = requireNonNull(resume);
        keeper.halt(
                () ->
                        disk.work(
                                environment.writers(),
                                () -> {
                                    storage.complete();
                                    return () -> {
                                        if (keeper.verified().isFull()) {
                                            releasePieces();
                                        }
                                        if (chosen == null) {
                                            news.completed();
                                        }
                                        save(keeper, _ -> {});
                                        arranged();
                                    };
                                },
                                this::hopeless));
    }

    /// Waits for what is under way, saves the record, closes the files, then says so.
    void close(Runnable done) {
        closed = true;
        checks.release();
        disk.giveUp();
        disk.whenIdle(
                () -> {
                    releasePieces();
                    warm.clear();
                    var found = opened;
                    var keeper = resume;
                    if (found == null || keeper == null) {
                        done.run();
                        return;
                    }
                    var save = keeper.begin(traffic, System.nanoTime());
                    disk.work(
                            environment.writers(),
                            () -> {
                                try {
                                    save.run();
                                } finally {
                                    found.storage().close();
                                }
                                return done;
                            },
                            trouble -> {
                                news.tell(new TorrentNews.StorageFailed(trouble));
                                done.run();
                            });
                });
    }

    private void save(ResumeKeeper keeper, Consumer<StorageException> refused) {
        var save = keeper.begin(traffic, System.nanoTime());
        disk.work(
                environment.writers(),
                () -> {
                    save.run();
                    return () -> keeper.ended(true);
                },
                trouble -> {
                    keeper.ended(false);
                    refused.accept(trouble);
                });
    }

    private void releasePieces() {
        var open = pieces;
        pieces = null;
        if (open != null) {
            open.close();
        }
    }

    private OpenPieces requirePieces() {
        var open = pieces;
        if (open == null) {
            throw new IllegalStateException("a piece is wanted, but nothing is fetched");
        }
        return open;
    }

    private OpenedStorage requireOpened() {
        var found = opened;
        if (found == null) {
            throw new IllegalStateException("content is wanted before it is open");
        }
        return found;
    }
}
