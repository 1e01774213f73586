package io.seedpod.peer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.wire.Handshake;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.model.wire.mse.EncryptionPolicy;
import io.seedpod.peer.net.PeerConnection;
import io.seedpod.peer.net.WireOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a peer does with bytes that are not what they should be: it closes, and goes on serving
/// others.
class HostileWireTest {
    private static final int BLOCK = 16_384;

    @TempDir Path folder;
    private TestPeer seeder;
    private InfoDict info;
    private byte[] content;

    @BeforeEach
    void share() throws Exception {
        content = new byte[10 * BLOCK + 77];
        new Random(5).nextBytes(content);
        var file = Files.write(folder.resolve("shared.bin"), content);
        seeder = new TestPeer();
        info = seeder.share(file, 2 * BLOCK);
    }

    /// Whatever happened: the seeder still serves, and no loop has died.
    @AfterEach
    void stillServes() throws Exception {
        try (var _ = seeder;
                var peer = RawPeer.dial(seeder)) {
            assertServes(peer, Reserved.NONE);
        }
    }

    @Test
    void everyBlockIsServedAsItIs() throws Exception {
        for (var reserved : List.of(Reserved.NONE, Reserved.OURS)) {
            try (var peer = RawPeer.dial(seeder)) {
                assertServes(peer, reserved);
            }
        }
    }

    /// Before it has looked at its files a peer says of no piece that it has it, and answers no
    /// request.
    @Test
    void whoComesBeforeTheFilesAreLookedAtIsServedAfterwards() throws Exception {
        var looks = new CompletableFuture<@Nullable Void>();
        var file = folder.resolve("shared.bin");
        try (var slow = new TestPeer();
                var peer = RawPeer.dial(slow)) {
            var opening = slow.existing(info, file);
            slow.start(
                    info,
                    List.of(),
                    (dict, progress) -> {
                        looks.join();
                        return opening.open(dict, progress);
                    });
            peer.send(RawPeer.handshake(info.infoHash(), Reserved.OURS));
            peer.readHandshake();
            peer.send(new PeerMessage.Interested());
            peer.readFrame(1);
            peer.send(new PeerMessage.Request(0, 0, BLOCK));
            peer.readFrame(16);
            looks.complete(null);
            peer.readPieces(info.layout().pieceCount());
            assertServesBlocks(peer);
        }
    }

    @Test
    void withoutEncryptionTheFirstWrongByteIsRefused() throws Exception {
        var plain = WireOptions.defaults().withEncryption(EncryptionPolicy.OFF);
        try (var closed = new TestPeer(RuntimeOptions.defaults().withWire(plain));
                var peer = RawPeer.dial(closed)) {
            peer.send(new byte[] {42});
            assertEquals(0, peer.readToEnd());
        }
    }

    @Test
    void whatIsNeitherAHandshakeNorAKeyExchangeIsClosed() throws Exception {
        var random = new Random(12);
        for (int i = 0; i < 20; i++) {
            try (var peer = RawPeer.dial(seeder)) {
                var garbage = new byte[96 + 513 + 20 + random.nextInt(10_000)];
                random.nextBytes(garbage);
                garbage[0] = (byte) i; // below the prime
                peer.send(garbage);
                assertTrue(peer.readToEnd() <= 96 + 512, "more than a key and padding");
            } catch (java.net.SocketException _) {
                // closed while it was being sent
            }
        }
    }

    @Test
    void anUnknownInfohashIsClosedWithoutAWord() throws Exception {
        try (var peer = RawPeer.dial(seeder)) {
            peer.send(RawPeer.handshake(new InfoHash(1, 2, 3), Reserved.OURS));
            assertEquals(0, peer.readToEnd());
        }
    }

    @Test
    void aHandshakeMayComeByteByByteWithTheFirstMessageAtItsHeels() throws Exception {
        try (var peer = RawPeer.dial(seeder)) {
            for (byte each : RawPeer.handshake(info.infoHash(), Reserved.NONE)) {
                peer.send(new byte[] {each});
            }
            peer.send(new byte[] {0, 0, 0, 1, 2});
            assertEquals(info.infoHash(), peer.readHandshake().infoHash());
            peer.readFrame(1);
        }
    }

    @Test
    void anEndlessFrameIsClosed() throws Exception {
        assertCloses(new byte[] {0x7f, 0, 0, 0, 20});
    }

    @Test
    void aMessageOfTheWrongLengthIsClosed() throws Exception {
        assertCloses(new byte[] {0, 0, 0, 2, 0, 0});
    }

    @Test
    void payloadNobodyAskedForIsClosed() throws Exception {
        assertCloses(
                ByteBuffer.allocate(13 + BLOCK)
                        .putInt(9 + BLOCK)
                        .put((byte) 7)
                        .putInt(0)
                        .putInt(0)
                        .array());
    }

    @Test
    void whyAConnectionEndedIsToldWhoeverDebugs() throws Exception {
        var told = new LinkedBlockingQueue<String>();
        var logger = Logger.getLogger(PeerConnection.class.getName());
        var listening =
                new Handler() {
                    @Override
                    public void publish(LogRecord record) {
                        told.add(new PatternFormatter("%s").format(ExtLogRecord.wrap(record)));
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        listening.setLevel(Level.ALL);
        logger.addHandler(listening);
        logger.setLevel(Level.ALL);
        try {
            assertCloses(new byte[] {0, 0, 0, 2, 0, 0});
            var line = told.poll(TestPeer.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertTrue(
                    line != null
                            && line.contains("torrent=" + info.infoHash())
                            && line.contains("message 0 of wrong length"),
                    line);
        } finally {
            logger.setLevel(null);
            logger.removeHandler(listening);
        }
    }

    @Test
    void randomBytesAreClosed() throws Exception {
        var random = new Random(11);
        for (int i = 0; i < 30; i++) {
            var garbage = new byte[1 + random.nextInt(200_000)];
            random.nextBytes(garbage);
            garbage[0] |= (byte) 0x80;
            assertCloses(garbage);
        }
    }

    @Test
    void aPeerThatDoesNotReadCostsNothing() throws Exception {
        try (var peer = RawPeer.dial(seeder)) {
            peer.send(RawPeer.handshake(info.infoHash(), Reserved.NONE));
            peer.send(new PeerMessage.Interested());
            peer.readHandshake();
            peer.readFrame(1);
            for (int i = 0; i < 500; i++) {
                peer.send(new PeerMessage.Request(i % 5, 0, BLOCK));
            }
        }
    }

    @Test
    void manySilentConnectionsDoNotKeepAnHonestOneOut() throws Exception {
        var silent = new ArrayList<RawPeer>();
        try {
            for (int i = 0; i < 40; i++) {
                silent.add(RawPeer.dial(seeder));
            }
            try (var peer = RawPeer.dial(seeder)) {
                assertServes(peer, Reserved.OURS);
            }
        } finally {
            for (var peer : silent) {
                peer.close();
            }
        }
    }

    @Test
    void aLeecherClosesOnPayloadItDidNotAskForAndWritesNoneOfIt() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var leecher = new TestPeer()) {
            var there = Files.createDirectory(folder.resolve("there"));
            var torrent = leecher.fetch(info, there, List.of(TestPeer.endpoint(server)));
            try (var peer = RawPeer.accepted(server.accept())) {
                assertEquals(Handshake.LENGTH, peer.readHandshake().encode().length);
                peer.send(RawPeer.handshake(info.infoHash(), Reserved.OURS));
                peer.send(new PeerMessage.HaveAll());
                peer.send(
                        ByteBuffer.allocate(13 + BLOCK)
                                .putInt(9 + BLOCK)
                                .put((byte) 7)
                                .putInt(0)
                                .putInt(0)
                                .array());
                peer.readToEnd();
            }
            torrent.addPeers(List.of(seeder.endpoint()));
            torrent.completed().await().atMost(TestPeer.PATIENCE);
            assertEquals(
                    ByteBuffer.wrap(content),
                    ByteBuffer.wrap(Files.readAllBytes(there.resolve("shared.bin"))));
        }
    }

    /// Sends bytes after a good handshake; the other side must hang up.
    private void assertCloses(byte[] bytes) throws IOException {
        try (var peer = RawPeer.dial(seeder)) {
            peer.send(RawPeer.handshake(info.infoHash(), Reserved.OURS));
            peer.readHandshake();
            try {
                peer.send(bytes);
            } catch (java.net.SocketException _) {
                return;
            }
            assertTrue(peer.readToEnd() >= 0);
        }
    }

    /// Fetches everything, block by block.
    private void assertServes(RawPeer peer, Reserved reserved) throws IOException {
        peer.send(RawPeer.handshake(info.infoHash(), reserved));
        peer.readHandshake();
        peer.readPieces(info.layout().pieceCount());
        peer.send(new PeerMessage.Interested());
        peer.readFrame(1);
        assertServesBlocks(peer);
    }

    private void assertServesBlocks(RawPeer peer) throws IOException {
        var layout = info.layout();
        for (int piece = 0; piece < layout.pieceCount(); piece++) {
            for (int block = 0; block < layout.blockCount(piece); block++) {
                int begin = layout.blockBegin(block);
                int length = layout.blockLength(piece, block);
                peer.send(new PeerMessage.Request(piece, begin, length));
                var body = peer.readFrame(7).body();
                assertEquals(piece, body.getInt());
                assertEquals(begin, body.getInt());
                assertEquals(
                        ByteBuffer.wrap(content, (int) layout.pieceOffset(piece) + begin, length),
                        body);
            }
        }
    }
}
