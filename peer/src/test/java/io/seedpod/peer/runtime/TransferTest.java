package io.seedpod.peer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.peer.engine.choker.SeedOrder;
import io.seedpod.peer.engine.talk.TorrentSnapshot;
import io.seedpod.peer.runtime.torrent.TorrentNews;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole peers on loopback, with real files.
class TransferTest {
    private static final int MIB = 1 << 20;

    @TempDir Path folder;
    private Path there;

    @BeforeEach
    void makeFolder() throws IOException {
        there = Files.createDirectory(folder.resolve("there"));
    }

    @Test
    void oneFileGoesFromSeederToLeecher() throws Exception {
        var content = random(folder.resolve("one.bin"), 20_000_123);
        try (var seeder = new TestPeer();
                var leecher = new TestPeer()) {
            var info = seeder.share(content);
            var torrent = leecher.fetch(info, there, List.of(seeder.endpoint()));
            torrent.completed().await().atMost(TestPeer.PATIENCE);
            assertSame(content, there.resolve("one.bin"));
            leecher.awaitEmptyBuffers();
        }
    }

    /// As every other client asks: many blocks of a piece that was looked up a moment before, on
    /// loops other than the torrent's own.
    @Test
    void requestsOfUsualLengthMoveAFileAndATree() throws Exception {
        var content = random(folder.resolve("short.bin"), 40_000_123);
        var tree = Files.createDirectory(folder.resolve("files"));
        for (int i = 0; i < 60; i++) {
            random(tree.resolve("file" + i), 100_000 + 777 * i);
        }
        var usual = RuntimeOptions.defaults().withLoops(3);
        var slots = new TransferOptions(20, SeedOrder.FASTEST, 1 << 14);
        try (var seeder = new TestPeer();
                var leecher = new TestPeer(usual.withTransfer(slots))) {
            var file = seeder.share(content, 1 << 20);
            var files = seeder.share(tree, 1 << 19);
            var first = leecher.fetch(file, there, List.of(seeder.endpoint()));
            var second = leecher.fetch(files, there, List.of(seeder.endpoint()));
            first.completed().await().atMost(TestPeer.PATIENCE);
            second.completed().await().atMost(TestPeer.PATIENCE);
            assertSame(content, there.resolve("short.bin"));
            for (int i = 0; i < 60; i++) {
                assertSame(tree.resolve("file" + i), there.resolve("files/file" + i));
            }
        }
    }

    @Test
    void oneLoopIsEnough() throws Exception {
        var content = random(folder.resolve("single.bin"), 5_000_001);
        var single = RuntimeOptions.defaults().withLoops(1);
        try (var seeder = new TestPeer(single);
                var leecher = new TestPeer(single)) {
            var info = seeder.share(content);
            var torrent = leecher.fetch(info, there, List.of(seeder.endpoint()));
            torrent.completed().await().atMost(TestPeer.PATIENCE);
            assertSame(content, there.resolve("single.bin"));
        }
    }

    @Test
    void metadataComesFromThePeerWhenOnlyTheInfohashIsKnown() throws Exception {
        var content = random(folder.resolve("magnet.bin"), 3_000_000);
        try (var seeder = new TestPeer();
                var leecher = new TestPeer()) {
            var info = seeder.share(content);
            var torrent = leecher.fetch(info.infoHash(), there, List.of(seeder.endpoint()));
            torrent.completed().await().atMost(TestPeer.PATIENCE);
            assertEquals(info.infoHash(), torrent.info().orElseThrow().infoHash());
            assertSame(content, there.resolve("magnet.bin"));
        }
    }

    @Test
    void aTreeOfAThousandFilesArrivesWhole() throws Exception {
        var tree = Files.createDirectory(folder.resolve("tree"));
        for (int i = 0; i < 1000; i++) {
            var below = Files.createDirectories(tree.resolve("d" + i % 37));
            random(below.resolve("f" + i), i * 37 % 9000);
        }
        try (var seeder = new TestPeer();
                var leecher = new TestPeer()) {
            var info = seeder.share(tree);
            leecher.fetch(info, there, List.of(seeder.endpoint()))
                    .completed()
                    .await()
                    .atMost(TestPeer.PATIENCE);
        }
        for (int i = 0; i < 1000; i++) {
            var path = Path.of("d" + i % 37, "f" + i);
            assertSame(tree.resolve(path), there.resolve("tree").resolve(path));
        }
    }

    @Test
    void twoLeechersAndTwoSeedersWithALittleMemoryShareOneFile() throws Exception {
        var content = random(folder.resolve("many.bin"), 24 * MIB + 1);
        var tight = RuntimeOptions.defaults().withBufferBudgetBytes(2 * MIB);
        var second = Files.createDirectory(folder.resolve("second"));
        try (var seeder = new TestPeer();
                var other = new TestPeer();
                var leecher = new TestPeer(tight);
                var neighbour = new TestPeer(tight)) {
            var info = seeder.share(content, MIB / 4);
            other.share(content, MIB / 4);
            var seeders = List.of(seeder.endpoint(), other.endpoint());
            var first = leecher.fetch(info, there, seeders);
            var also = neighbour.fetch(info, second, seeders);
            also.addPeers(List.of(leecher.endpoint()));
            var watched = new BudgetWatch(leecher, neighbour);
            first.completed().await().atMost(TestPeer.PATIENCE);
            also.completed().await().atMost(TestPeer.PATIENCE);
            assertTrue(watched.stop() <= 2 * MIB, "more than the budget");
            assertSame(content, there.resolve("many.bin"));
            assertSame(content, second.resolve("many.bin"));
        }
    }

    @Test
    void aSeederThatLiesIsBannedAndTheFileIsRight() throws Exception {
        var content = random(folder.resolve("truth.bin"), 6 * MIB);
        var lies =
                Files.copy(
                        content,
                        Files.createDirectory(folder.resolve("lies")).resolve("truth.bin"));
        try (var seeder = new TestPeer();
                var liar = new TestPeer();
                var leecher = new TestPeer()) {
            var info = seeder.share(content, MIB / 4);
            var bytes = Files.readAllBytes(lies);
            for (int i = 0; i < bytes.length; i += 1000) {
                bytes[i] ^= 1;
            }
            Files.write(lies, bytes);
            liar.serveUnchecked(info, lies);
            var torrent = leecher.fetch(info, there, List.of(liar.endpoint()));
            var banned =
                    torrent.news()
                            .select()
                            .where(TorrentNews.PeerBanned.class::isInstance)
                            .toUni()
                            .await()
                            .atMost(TestPeer.PATIENCE);
            assertEquals(liar.endpoint(), ((TorrentNews.PeerBanned) banned).endpoint());
            torrent.addPeers(List.of(seeder.endpoint()));
            torrent.completed().await().atMost(TestPeer.PATIENCE);
            assertSame(content, there.resolve("truth.bin"));
        }
    }

    @Test
    void aSeederThatDiesInTheMiddleOfAPieceCostsOnlyThatBlock() throws Exception {
        var content = random(folder.resolve("half.bin"), 4 * MIB);
        try (var seeder = new TestPeer();
                var leecher = new TestPeer();
                var dying = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var info = seeder.share(content, MIB);
            var torrent = leecher.fetch(info, there, List.of(TestPeer.endpoint(dying)));
            try (var peer = RawPeer.accepted(dying.accept())) {
                peer.readHandshake();
                peer.send(RawPeer.handshake(info.infoHash(), Reserved.NONE));
                peer.send(new PeerMessage.BitfieldMessage(new byte[] {(byte) 0xf0}));
                peer.send(new PeerMessage.Unchoke());
                var request = peer.readFrame(6).body();
                int piece = request.getInt();
                int begin = request.getInt();
                var bytes = Files.readAllBytes(content);
                int at = (int) info.layout().pieceOffset(piece) + begin;
                peer.send(new PeerMessage.Piece(piece, begin, PieceLayout.BLOCK_LENGTH));
                peer.send(Arrays.copyOfRange(bytes, at, at + 5000));
            }
            torrent.addPeers(List.of(seeder.endpoint()));
            torrent.completed().await().atMost(TestPeer.PATIENCE);
            assertSame(content, there.resolve("half.bin"));
        }
    }

    @Test
    void aSeederThatStandsStillInTheMiddleOfABlockIsWorkedAround() throws Exception {
        var content = random(folder.resolve("stall.bin"), 4 * MIB);
        try (var seeder = new TestPeer();
                var leecher = new TestPeer();
                var stalling = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var info = seeder.share(content, MIB);
            var torrent = leecher.fetch(info, there, List.of(TestPeer.endpoint(stalling)));
            try (var peer = RawPeer.accepted(stalling.accept())) {
                peer.readHandshake();
                peer.send(RawPeer.handshake(info.infoHash(), Reserved.NONE));
                peer.send(new PeerMessage.BitfieldMessage(new byte[] {(byte) 0xf0}));
                peer.send(new PeerMessage.Unchoke());
                var request = peer.readFrame(6).body();
                peer.send(
                        new PeerMessage.Piece(
                                request.getInt(), request.getInt(), PieceLayout.BLOCK_LENGTH));
                peer.send(new byte[100]);
                torrent.addPeers(List.of(seeder.endpoint()));
                torrent.completed().await().atMost(TestPeer.PATIENCE);
                assertSame(content, there.resolve("stall.bin"));
            }
        }
    }

    @Test
    void whatIsThereIsNotFetchedAgain() throws Exception {
        var content = random(folder.resolve("resume.bin"), 40 * MIB);
        long before;
        try (var seeder = new TestPeer()) {
            var info = seeder.share(content, MIB / 4);
            try (var leecher = new TestPeer()) {
                var torrent = leecher.fetch(info, there, List.of(seeder.endpoint()));
                while (torrent.snapshot().progress().verifiedLength() < 4 * MIB) {
                    Thread.onSpinWait();
                }
                torrent.stop().await().atMost(TestPeer.PATIENCE);
                before = torrent.snapshot().progress().verifiedLength();
            }
            assertFalse(
                    Files.exists(there.resolve("resume.bin"))
                            && before < content.toFile().length());
            try (var leecher = new TestPeer()) {
                var torrent = leecher.fetch(info, there, List.of(seeder.endpoint()));
                torrent.completed().await().atMost(TestPeer.PATIENCE);
                torrent.stop().await().atMost(TestPeer.PATIENCE);
                TorrentSnapshot last = torrent.snapshot();
                assertTrue(
                        last.traffic().downloaded() - last.traffic().wasted() <= 40L * MIB - before,
                        () -> last.traffic() + " after " + before);
            }
            assertSame(content, there.resolve("resume.bin"));
        }
    }

    private static Path random(Path file, int length) throws IOException {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Files.write(file, bytes);
    }

    private static void assertSame(Path expected, Path actual) throws IOException {
        assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(actual));
    }

    /// Looks all the time how much memory peers hold.
    private static final class BudgetWatch {
        private final Thread thread;
        private volatile boolean stopped;
        private volatile long most;

        BudgetWatch(TestPeer... peers) {
            thread =
                    Thread.ofPlatform()
                            .daemon()
                            .start(
                                    () -> {
                                        while (!stopped) {
                                            for (var peer : peers) {
                                                most = Math.max(most, peer.runtime().bufferBytes());
                                            }
                                            Thread.onSpinWait();
                                        }
                                    });
        }

        long stop() throws InterruptedException {
            stopped = true;
            thread.join();
            return most;
        }
    }
}
