package io.seedpod.peer.runtime;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.peer.engine.talk.TorrentOptions;
import io.seedpod.peer.runtime.content.ContentPlans;
import io.seedpod.peer.runtime.content.StoragePlan;
import io.seedpod.peer.runtime.torrent.RunningTorrent;
import io.seedpod.peer.runtime.torrent.TorrentPlan;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.create.CreateOptions;
import io.seedpod.peer.storage.create.TorrentCreator;
import io.seedpod.peer.storage.file.ContentPaths;
import io.seedpod.peer.storage.file.FileStorage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// A whole peer without trackers, as a process would run it: loops, pools and a port of its own.
public final class TestPeer implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();
    private final OpenFiles files = new OpenFiles(OpenFiles.DEFAULT_CAPACITY);
    private final ConcurrentLinkedQueue<Throwable> fatal = new ConcurrentLinkedQueue<>();
    private final PeerRuntime runtime;

    /// With several loops, so that connections live elsewhere than their torrent.
    TestPeer() {
        this(RuntimeOptions.defaults().withLoops(3));
    }

    TestPeer(RuntimeOptions options) {
        runtime =
                PeerRuntime.open(
                                vertx,
                                options.withListen("127.0.0.1", options.port()),
                                PeerId.ours(new SplittableRandom(System.nanoTime())),
                                (_, _) ->
                                        Uni.createFrom()
                                                .item(
                                                        new AnnounceResponse(
                                                                60,
                                                                0,
                                                                0,
                                                                0,
                                                                List.of(),
                                                                Optional.empty())),
                                fatal::add)
                        .await()
                        .atMost(PATIENCE);
    }

    PeerRuntime runtime() {
        return runtime;
    }

    PeerEndpoint endpoint() {
        return PeerEndpoint.of(new byte[] {127, 0, 0, 1}, runtime.port());
    }

    static PeerEndpoint endpoint(ServerSocket server) {
        return PeerEndpoint.of(new byte[] {127, 0, 0, 1}, server.getLocalPort());
    }

    /// Shares a file or folder; returns what describes it.
    InfoDict share(Path content) throws StorageException {
        return share(content, 0);
    }

    InfoDict share(Path content, int pieceLength) throws StorageException {
        var created =
                TorrentCreator.create(
                        content,
                        new CreateOptions(Optional.empty(), pieceLength, false, 0),
                        Progress.NONE);
        runtime.start(
                plan(
                        created.info().infoHash(),
                        Optional.of(created.info()),
                        List.of(),
                        ContentPlans.serving(created.open(files))));
        return created.info();
    }

    /// Shares a file as a hybrid (BEP 52).
    InfoDict shareHybrid(Path content, int pieceLength) throws StorageException {
        var created =
                TorrentCreator.create(
                        content,
                        new CreateOptions(Optional.empty(), pieceLength, false, 0).hybrid(true),
                        Progress.NONE);
        runtime.start(
                plan(
                                created.info().infoHash(),
                                Optional.of(created.info()),
                                List.of(),
                                ContentPlans.serving(created.open(files)))
                        .withLayers(created.layers()));
        return created.info();
    }

    /// Claims to have all of a torrent and serves whatever the file holds.
    void serveUnchecked(InfoDict info, Path content) throws StorageException {
        runtime.start(
                plan(
                        info.infoHash(),
                        Optional.of(info),
                        List.of(),
                        ContentPlans.serving(FileStorage.existing(info, content, files))));
    }

    /// Runs a torrent whose content is opened in a way of the test's own.
    RunningTorrent start(InfoDict info, List<PeerEndpoint> peers, StoragePlan storage) {
        return runtime.start(plan(info.infoHash(), Optional.of(info), peers, storage));
    }

    /// Opens what is there, unchecked.
    StoragePlan existing(InfoDict info, Path content) throws StorageException {
        return ContentPlans.serving(FileStorage.existing(info, content, files));
    }

    /// Opens what is fetched, in the usual way.
    StoragePlan fetching(Path folder) {
        return ContentPlans.fetching(known -> ContentPaths.in(folder, known.name()), files);
    }

    RunningTorrent fetch(InfoDict info, Path folder, List<PeerEndpoint> peers) {
        return runtime.start(plan(info.infoHash(), Optional.of(info), peers, fetching(folder)));
    }

    /// Fetches what only the infohash is known of.
    RunningTorrent fetch(InfoHash infoHash, Path folder, List<PeerEndpoint> peers) {
        return runtime.start(plan(infoHash, Optional.empty(), peers, fetching(folder)));
    }

    private static TorrentPlan plan(
            InfoHash infoHash,
            Optional<InfoDict> info,
            List<PeerEndpoint> peers,
            StoragePlan storage) {
        return new TorrentPlan(
                infoHash, info, List.of(), List.of(), peers, storage, TorrentOptions.defaults());
    }

    /// The last buffer of a piece may come back a moment after the piece was told of.
    void awaitEmptyBuffers() {
        long end = System.nanoTime() + PATIENCE.toNanos() / 2;
        while (runtime.bufferBytes() != 0) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still lent: " + runtime.bufferBytes() + " bytes");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /// Fails if a loop or a worker met a mistake of its own.
    @Override
    public void close() {
        runtime.close().await().atMost(PATIENCE);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        files.close();
        if (!fatal.isEmpty()) {
            throw new AssertionError("a loop or worker died", fatal.peek());
        }
    }
}
