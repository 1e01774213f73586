package io.seedpod.peer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.peer.engine.talk.TorrentState;
import io.seedpod.peer.runtime.torrent.TorrentNews;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hybrid torrent (BEP 52) among whole peers on loopback.
class HybridTransferTest {
    private static final int MIB = 1 << 20;
    private static final int LIES = 3;

    @TempDir Path folder;
    private Path there;
    private Path content;

    @BeforeEach
    void makeContent() throws IOException {
        there = Files.createDirectory(folder.resolve("there"));
        var bytes = new byte[8 * MIB - 5];
        new Random(1).nextBytes(bytes);
        content = Files.write(folder.resolve("both.bin"), bytes);
    }

    /// One piece, of which the liar sends the first blocks and the seeder the rest.
    @Test
    void ofTwoWhoSendAPieceExactlyTheLiarIsBanned() throws Exception {
        try (var seeder = new TestPeer();
                var leecher = new TestPeer();
                var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var info = seeder.shareHybrid(content, 8 * MIB);
            var liar = TestPeer.endpoint(server);
            var torrent = leecher.fetch(info, there, List.of(liar));
            Queue<PeerEndpoint> banned = new ConcurrentLinkedQueue<>();
            torrent.news()
                    .subscribe()
                    .with(
                            news -> {
                                if (news instanceof TorrentNews.PeerBanned(var endpoint, _)) {
                                    banned.add(endpoint);
                                }
                            });
            try (var lying = RawPeer.accepted(server.accept())) {
                sendLies(lying, info);
                while (torrent.look().await().atMost(TestPeer.PATIENCE).traffic().downloaded()
                        < LIES * PieceLayout.BLOCK_LENGTH) {
                    LockSupport.parkNanos(1_000_000);
                }
                torrent.addPeers(List.of(seeder.endpoint()));
                torrent.completed().await().atMost(TestPeer.PATIENCE);
            }
            assertArrayEquals(
                    Files.readAllBytes(content), Files.readAllBytes(there.resolve("both.bin")));
            assertEquals(Set.of(liar), Set.copyOf(banned));
        }
    }

    /// Some blocks of zeros, and no more.
    private static void sendLies(RawPeer liar, InfoDict info) throws IOException {
        liar.readHandshake();
        liar.send(RawPeer.handshake(info.infoHash(), Reserved.NONE));
        liar.send(new PeerMessage.BitfieldMessage(new byte[] {(byte) 0x80}));
        liar.send(new PeerMessage.Unchoke());
        for (int i = 0; i < LIES; i++) {
            var request = liar.readFrame(6).body();
            liar.send(
                    new PeerMessage.Piece(
                            request.getInt(), request.getInt(), PieceLayout.BLOCK_LENGTH));
            liar.send(new byte[PieceLayout.BLOCK_LENGTH]);
        }
        liar.send(new PeerMessage.Choke());
    }

    /// Of one piece the SHA-1 is another's: by its tree the seeder's content is right.
    @Test
    void aTorrentWhoseHalvesDifferEndsAndNobodyIsBanned() throws Exception {
        try (var seeder = new TestPeer();
                var leecher = new TestPeer()) {
            var info = contradicting(seeder.shareHybrid(content, MIB), 3);
            seeder.serveUnchecked(info, content);
            var torrent = leecher.fetch(info, there, List.of(seeder.endpoint()));
            Queue<TorrentNews> told = new ConcurrentLinkedQueue<>();
            torrent.news().subscribe().with(told::add);
            var failure =
                    assertThrows(
                            RuntimeException.class,
                            () -> torrent.completed().await().atMost(TestPeer.PATIENCE));
            var cause = assertInstanceOf(MetainfoException.class, failure.getCause());
            assertEquals(MetainfoException.Problem.HALVES_DIFFER, cause.problem());
            assertTrue(String.valueOf(cause.getMessage()).contains("piece 3"), cause.toString());
            torrent.stop().await().atMost(TestPeer.PATIENCE);
            assertTrue(told.stream().noneMatch(TorrentNews.PeerBanned.class::isInstance));
            assertEquals(TorrentState.STOPPED, torrent.snapshot().state());
        }
    }

    private static InfoDict contradicting(InfoDict info, int piece) throws MetainfoException {
        var source = new String(info.source(), StandardCharsets.ISO_8859_1);
        var hash = new String(info.pieceHash(piece), StandardCharsets.ISO_8859_1);
        var other = (char) (hash.charAt(0) ^ 1) + hash.substring(1);
        return InfoDict.decode(source.replace(hash, other).getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Small files, each with a piece of its own: most of that is padding (BEP 47).
    @Test
    void paddingIsNotFetched() throws Exception {
        int files = 60;
        var album = Files.createDirectory(folder.resolve("album"));
        var random = new Random(2);
        for (int i = 0; i < files; i++) {
            var bytes = new byte[1 + random.nextInt(40_000)];
            random.nextBytes(bytes);
            Files.write(album.resolve(String.valueOf(i)), bytes);
        }
        try (var seeder = new TestPeer();
                var leecher = new TestPeer()) {
            var info = seeder.shareHybrid(album, MIB);
            assertEquals((long) files * MIB, info.layout().totalLength());
            var torrent = leecher.fetch(info, there, List.of(seeder.endpoint()));
            torrent.completed().await().atMost(TestPeer.PATIENCE);
            for (int i = 0; i < files; i++) {
                var name = String.valueOf(i);
                assertEquals(
                        -1,
                        Files.mismatch(album.resolve(name), there.resolve("album").resolve(name)));
            }
            var downloaded = torrent.snapshot().traffic().downloaded();
            assertTrue(downloaded <= 3L * files * 16_384, "downloaded " + downloaded);
        }
    }

    @Test
    void aHandshakeIsAnsweredForTheHalfThatWasMeant() throws Exception {
        try (var seeder = new TestPeer()) {
            var info = seeder.shareHybrid(content, MIB);
            var v2 = info.v2().orElseThrow().infoHash().truncated();
            for (var offer : List.of(Reserved.OURS, Reserved.OURS.withV2())) {
                try (var peer = RawPeer.dial(seeder)) {
                    peer.send(RawPeer.handshake(v2, offer));
                    assertEquals(v2, peer.readHandshake().infoHash());
                }
                try (var peer = RawPeer.dial(seeder)) {
                    peer.send(RawPeer.handshake(info.infoHash(), offer));
                    var answer = peer.readHandshake();
                    assertEquals(offer.v2() ? v2 : info.infoHash(), answer.infoHash());
                    assertEquals(true, answer.reserved().v2());
                }
            }
        }
    }
}
