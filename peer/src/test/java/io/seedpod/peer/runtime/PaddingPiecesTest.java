package io.seedpod.peer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.peer.runtime.torrent.TorrentNews;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody else's torrent, whose padding (BEP 47) fills whole pieces: piece 0 is a file and
/// padding, 1 and 2 are padding alone, 3 is another file.
class PaddingPiecesTest {
    private static final int PIECE = 1 << 16;
    private static final int FIRST = 40_000;
    private static final int SECOND = 30_000;

    @TempDir Path folder;
    private final byte[] content = new byte[3 * PIECE + SECOND];
    private Path there;

    @BeforeEach
    void makeContent() throws IOException {
        var random = new Random(3);
        var first = new byte[FIRST];
        var second = new byte[SECOND];
        random.nextBytes(first);
        random.nextBytes(second);
        System.arraycopy(first, 0, content, 0, FIRST);
        System.arraycopy(second, 0, content, 3 * PIECE, SECOND);
        var data = Files.createDirectories(folder.resolve("data"));
        Files.write(data.resolve("a"), first);
        Files.write(data.resolve("b"), second);
        there = Files.createDirectory(folder.resolve("there"));
    }

    /// @param pads what the hash of piece 1 is that of, each byte
    private InfoDict info(int pads) throws GeneralSecurityException, MetainfoException {
        var hashes = new ByteArrayOutputStream();
        for (int at = 0; at < content.length; at += PIECE) {
            byte[] piece = Arrays.copyOfRange(content, at, Math.min(at + PIECE, content.length));
            if (at == PIECE) {
                Arrays.fill(piece, (byte) pads);
            }
            hashes.writeBytes(MessageDigest.getInstance("SHA-1").digest(piece));
        }
        int padding = 3 * PIECE - FIRST;
        var head =
                "d5:filesld6:lengthi%de4:pathl1:aeed4:attr1:p6:lengthi%de4:pathl4:.pad1:0eed6:lengthi%de4:pathl1:beee4:name4:data12:piece lengthi%de6:pieces%d:"
                        .formatted(FIRST, padding, SECOND, PIECE, hashes.size());
        var source = new ByteArrayOutputStream();
        source.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        source.writeBytes(hashes.toByteArray());
        source.write('e');
        return InfoDict.decode(source.toByteArray());
    }

    @Test
    void piecesOfPaddingAloneAreNotFetched() throws Exception {
        try (var seeder = new TestPeer();
                var leecher = new TestPeer()) {
            var info = info(0);
            seeder.serveUnchecked(info, folder.resolve("data"));
            var torrent = leecher.fetch(info, there, List.of(seeder.endpoint()));
            torrent.completed().await().atMost(TestPeer.PATIENCE);
            for (var name : List.of("a", "b")) {
                assertArrayEquals(
                        Files.readAllBytes(folder.resolve("data").resolve(name)),
                        Files.readAllBytes(there.resolve("data").resolve(name)));
            }
            // Blocks of 16 KiB: three of the first piece, and the last piece.
            var now = torrent.look().await().atMost(TestPeer.PATIENCE);
            assertEquals(3 * 16_384 + SECOND, now.traffic().downloaded());
        }
    }

    @Test
    void oneThatIsNotZerosIsNotTakenForPadding() throws Exception {
        try (var leecher = new TestPeer()) {
            var torrent = leecher.fetch(info(1), there, List.of());
            torrent.news()
                    .select()
                    .where(TorrentNews.Checked.class::isInstance)
                    .toUni()
                    .await()
                    .atMost(TestPeer.PATIENCE);
            var now = torrent.look().await().atMost(TestPeer.PATIENCE);
            assertEquals(1, now.progress().verifiedPieces());
        }
    }
}
