package io.seedpod.peer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;
import io.seedpod.peer.engine.talk.TorrentOptions;
import io.seedpod.peer.net.PeerWire;
import io.seedpod.peer.net.PortInUseException;
import io.seedpod.peer.runtime.content.StoragePlan;
import io.seedpod.peer.runtime.torrent.TorrentPlan;
import io.seedpod.peer.storage.StorageException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerRuntimeTest {
    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Throwable> fatal = new CompletableFuture<>();

    @TempDir Path folder;

    @AfterEach
    void closeVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aTakenPortIsToldByName() throws Exception {
        try (var taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var options = RuntimeOptions.defaults().withListen("127.0.0.1", taken.getLocalPort());
            var failure =
                    assertThrows(
                            CompletionException.class,
                            () -> open(options).await().atMost(TestPeer.PATIENCE));
            assertEquals(
                    taken.getLocalPort(),
                    assertInstanceOf(PortInUseException.class, failure.getCause()).port());
        }
    }

    @Test
    void anAddressThatIsNotOursIsNotATakenPort() {
        var options = RuntimeOptions.defaults().withListen("192.0.2.1", 0);
        var failure =
                assertThrows(
                        CompletionException.class,
                        () -> open(options).await().atMost(TestPeer.PATIENCE));
        assertInstanceOf(BindException.class, failure.getCause());
    }

    @Test
    void anyHostMeansBothAddressFamilies() throws Exception {
        var runtime =
                open(RuntimeOptions.defaults().withListen(PeerWire.ANY_HOST, 0))
                        .await()
                        .atMost(TestPeer.PATIENCE);
        assertTrue(runtime.port() > 0);
        for (var host : List.of("127.0.0.1", "::1")) {
            try (var socket = new Socket(host, runtime.port())) {
                socket.getOutputStream().write(42);
                assertEquals(-1, socket.getInputStream().read());
            }
        }
        runtime.close().await().atMost(TestPeer.PATIENCE);
    }

    @Test
    void aWorkersOwnMistakeIsFatal() throws Exception {
        var file = Files.write(folder.resolve("a"), new byte[100_000]);
        try (var seeder = new TestPeer()) {
            var info = seeder.share(file);
            var runtime = open(RuntimeOptions.defaults()).await().atMost(TestPeer.PATIENCE);
            runtime.start(
                    plan(
                            info.infoHash(),
                            (_, _) -> {
                                throw new IllegalStateException("mistake");
                            },
                            Optional.of(info)));
            assertEquals("mistake", fatal.get().getMessage());
        }
    }

    @Test
    void contentThatCannotBeOpenedFailsTheFetch() throws Exception {
        var file = Files.write(folder.resolve("a"), new byte[100_000]);
        try (var seeder = new TestPeer()) {
            var info = seeder.share(file);
            var runtime = open(RuntimeOptions.defaults()).await().atMost(TestPeer.PATIENCE);
            var torrent =
                    runtime.start(
                            plan(
                                    info.infoHash(),
                                    (_, _) -> {
                                        throw new StorageException(
                                                StorageException.Kind.DISK_FULL, "disk full");
                                    },
                                    Optional.of(info)));
            var failure =
                    assertThrows(
                            CompletionException.class,
                            () -> torrent.completed().await().atMost(TestPeer.PATIENCE));
            assertEquals(
                    StorageException.Kind.DISK_FULL,
                    assertInstanceOf(StorageException.class, failure.getCause()).kind());
            runtime.close().await().atMost(TestPeer.PATIENCE);
        }
    }

    @Test
    void aTorrentThatIsStoppedCanBeStartedAgainButNotTwiceAtOnce() {
        var runtime = open(RuntimeOptions.defaults()).await().atMost(TestPeer.PATIENCE);
        var infoHash = new InfoHash(1, 2, 3);
        var first = runtime.start(plan(infoHash, failing(), Optional.empty()));
        assertThrows(
                IllegalStateException.class,
                () -> runtime.start(plan(infoHash, failing(), Optional.empty())));
        first.stop().await().atMost(TestPeer.PATIENCE);
        assertThrows(
                CancellationException.class,
                () -> first.completed().await().atMost(TestPeer.PATIENCE));
        assertEquals(Optional.empty(), runtime.find(infoHash));
        runtime.start(plan(infoHash, failing(), Optional.empty()));
        assertEquals(1, runtime.torrents().size());
        runtime.close().await().atMost(TestPeer.PATIENCE);
        assertEquals(0, runtime.torrents().size());
    }

    @Test
    void whoLeavesDoesNotWaitForTheCheckOfAnother() throws Exception {
        var begun = new CompletableFuture<Void>();
        var release = new CompletableFuture<Void>();
        var opened = new AtomicBoolean();
        try (var describer = new TestPeer()) {
            var one = describer.share(Files.write(folder.resolve("a"), new byte[100_000]));
            var other = describer.share(Files.write(folder.resolve("b"), new byte[90_000]));
            var runtime = open(RuntimeOptions.defaults()).await().atMost(TestPeer.PATIENCE);
            StoragePlan slow =
                    (_, _) -> {
                        begun.complete(null);
                        release.join();
                        throw new CancellationException();
                    };
            StoragePlan next =
                    (_, _) -> {
                        opened.set(true);
                        throw new CancellationException();
                    };
            runtime.start(plan(one.infoHash(), slow, Optional.of(one)));
            begun.get();
            var waiting = runtime.start(plan(other.infoHash(), next, Optional.of(other)));
            waiting.look().await().atMost(TestPeer.PATIENCE);
            waiting.stop().await().atMost(TestPeer.PATIENCE);
            assertEquals(Optional.empty(), runtime.find(other.infoHash()));
            release.complete(null);
            runtime.close().await().atMost(TestPeer.PATIENCE);
            assertFalse(opened.get(), "nobody waits for it any more");
        }
    }

    private Uni<PeerRuntime> open(RuntimeOptions options) {
        return PeerRuntime.open(
                vertx,
                options,
                PeerId.ours(new SplittableRandom(1)),
                (_, _) -> Uni.createFrom().failure(new IllegalStateException("no tracker")),
                fatal::complete);
    }

    private static StoragePlan failing() {
        return (_, _) -> {
            throw new IllegalStateException("never opened");
        };
    }

    private static TorrentPlan plan(
            InfoHash infoHash,
            StoragePlan storage,
            Optional<io.seedpod.model.metainfo.InfoDict> info) {
        return new TorrentPlan(
                infoHash,
                info,
                List.of(),
                List.of(),
                List.of(),
                storage,
                TorrentOptions.defaults());
    }
}
