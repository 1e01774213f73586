package io.seedpod.peer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferTest {
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
            assertEquals(0, leecher.runtime().bufferBytes());
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

    private static Path random(Path file, int length) throws IOException {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Files.write(file, bytes);
    }

    private static void assertSame(Path expected, Path actual) throws IOException {
        assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(actual));
    }
}
