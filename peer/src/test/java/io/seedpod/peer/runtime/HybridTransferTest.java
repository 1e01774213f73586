package io.seedpod.peer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.wire.Reserved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hybrid torrent (BEP 52) among whole peers on loopback.
class HybridTransferTest {
    private static final int MIB = 1 << 20;

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

    /// One piece, so that both have to contribute to it.
    @Test
    void ofTwoWhoSendAPieceExactlyTheLiarIsBanned() throws Exception {
        var lies =
                Files.copy(
                        content, Files.createDirectory(folder.resolve("lies")).resolve("both.bin"));
        var bytes = Files.readAllBytes(lies);
        for (int i = 0; i < bytes.length; i += 1000) {
            bytes[i] ^= 1;
        }
        Files.write(lies, bytes);
        try (var seeder = new TestPeer();
                var liar = new TestPeer();
                var leecher = new TestPeer()) {
            var info = seeder.shareHybrid(content, 8 * MIB);
            liar.serveUnchecked(info, lies);
            var torrent = leecher.fetch(info, there, List.of(liar.endpoint(), seeder.endpoint()));
            Queue<PeerEndpoint> banned = new ConcurrentLinkedQueue<>();
            torrent.news()
                    .subscribe()
                    .with(
                            news -> {
                                if (news instanceof TorrentNews.PeerBanned(var endpoint, _)) {
                                    banned.add(endpoint);
                                }
                            });
            torrent.completed().await().atMost(TestPeer.PATIENCE);
            assertArrayEquals(
                    Files.readAllBytes(content), Files.readAllBytes(there.resolve("both.bin")));
            assertEquals(Set.of(liar.endpoint()), Set.copyOf(banned));
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
