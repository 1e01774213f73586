package io.seedpod.peer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.runtime.ObstinateStorage.Obstacle;
import io.seedpod.peer.runtime.content.OpenedStorage;
import io.seedpod.peer.runtime.torrent.TorrentNews;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that refuses, recovers, or is slow, at the wrong moment.
class DiskTroubleTest {
    private static final int PIECE = 1 << 18;

    @TempDir Path folder;

    @Test
    void aCheckThatOutlastsTheDisksTroubleIsNotOvertakenByASecondOne() throws Exception {
        var content = new byte[20 * PIECE];
        new Random(4).nextBytes(content);
        var file = Files.write(folder.resolve("slow.bin"), content);
        var there = Files.createDirectory(folder.resolve("there"));
        var slow = new CountDownLatch(1);
        var first = new AtomicBoolean(true);
        var second = new AtomicBoolean(true);
        Obstacle disk =
                _ -> {
                    if (first.getAndSet(false)) {
                        await(slow);
                    } else if (second.getAndSet(false)) {
                        throw new StorageException(Kind.DISK_FULL, "disk full");
                    }
                };
        try (var seeder = new TestPeer();
                var leecher =
                        new TestPeer(
                                RuntimeOptions.defaults().withLoops(2).withDiskRetryMillis(100))) {
            var info = seeder.share(file, PIECE);
            var plan = leecher.fetching(there);
            var torrent =
                    leecher.start(
                            info,
                            List.of(seeder.endpoint()),
                            (known, progress) -> obstinate(plan.open(known, progress), disk));
            while (torrent.snapshot().progress().verifiedLength() < 19L * PIECE) {
                LockSupport.parkNanos(1_000_000);
            }
            slow.countDown();
            torrent.completed().await().atMost(TestPeer.PATIENCE);
        }
        assertEquals(-1, Files.mismatch(file, there.resolve("slow.bin")));
    }

    @Test
    void aDiskThatCannotBeReadForAWhileIsNotTakenForChangedContent() throws Exception {
        var file = Files.write(folder.resolve("busy.bin"), new byte[3 * PIECE]);
        var there = Files.createDirectory(folder.resolve("there"));
        try (var seeder = new TestPeer();
                var leecher = new TestPeer()) {
            var info = seeder.share(file, PIECE);
            seeder.runtime().find(info.infoHash()).orElseThrow().stop().await().indefinitely();
            var plan = seeder.existing(info, file);
            Obstacle disk =
                    _ -> {
                        throw new StorageException(Kind.UNREADABLE, "too many open files");
                    };
            var seeding =
                    seeder.start(
                            info,
                            List.of(),
                            (known, progress) -> {
                                var opened = plan.open(known, progress);
                                return new OpenedStorage(
                                        new ObstinateStorage(
                                                opened.storage(), ObstinateStorage.NONE, disk),
                                        opened.verified(),
                                        opened.resume());
                            });
            var told =
                    seeding.news()
                            .filter(news -> !(news instanceof TorrentNews.Checked))
                            .filter(news -> !(news instanceof TorrentNews.Completed))
                            .toUni()
                            .subscribeAsCompletionStage();
            leecher.fetch(info, there, List.of(seeder.endpoint()));
            assertInstanceOf(TorrentNews.StorageFailed.class, told.get());
        }
    }

    @Test
    void stoppingDoesNotWaitForALongCheck() throws Exception {
        var file = Files.write(folder.resolve("long.bin"), new byte[PIECE]);
        var begun = new CountDownLatch(1);
        var over = new AtomicBoolean();
        try (var peer = new TestPeer()) {
            var info = peer.share(file, PIECE);
            peer.runtime().find(info.infoHash()).orElseThrow().stop().await().indefinitely();
            var plan = peer.existing(info, file);
            var torrent =
                    peer.start(
                            info,
                            List.of(),
                            (known, progress) -> {
                                while (!over.get()) {
                                    progress.advanced(1, 2);
                                    begun.countDown();
                                    LockSupport.parkNanos(1_000_000);
                                }
                                return plan.open(known, progress);
                            });
            try {
                begun.await();
                torrent.stop().await().atMost(Duration.ofSeconds(20));
                assertFalse(over.get());
            } finally {
                over.set(true);
            }
        }
    }

    private static OpenedStorage obstinate(OpenedStorage opened, Obstacle beforeWrite) {
        return new OpenedStorage(
                new ObstinateStorage(opened.storage(), beforeWrite, ObstinateStorage.NONE),
                new Bitfield(opened.verified().pieceCount()),
                opened.resume());
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new AssertionError("disk threads are never interrupted", e);
        }
    }
}
