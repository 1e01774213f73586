package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.WireLeecher;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Files that no 32-bit number can measure, and pieces beyond the first four gigabytes.
class LargeFileIT {
    private static final long BEYOND_32_BITS = (1L << 32) + (1L << 28) + 12_345;
    private static final byte[] MARK = "the last bytes".getBytes(StandardCharsets.US_ASCII);
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void theEndOfASparseFileBeyondFourGigabytesIsServed() throws IOException {
        var tracker = world.tracker();
        var daemon = world.daemon("daemon", tracker);
        var file = daemon.folder().resolve("sparse.bin");
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.seek(BEYOND_32_BITS - MARK.length);
            sparse.write(MARK);
        }
        io.seedpod.blackbox.harness.Await.until(
                "hashed and published",
                Duration.ofMinutes(4),
                () -> tracker.name("sparse.bin").get("seeders").number() > 0,
                daemon.running()::transcript);
        var entry = tracker.name("sparse.bin");
        assertEquals(BEYOND_32_BITS, entry.get("size").number());
        var pieceLength = entry.get("pieceLength").number();
        var last = (BEYOND_32_BITS - 1) / pieceLength;
        var lastLength = (int) (BEYOND_32_BITS - last * pieceLength);
        var begin = (lastLength - 1) / 16_384 * 16_384;

        var infoHash = HexFormat.of().parseHex(entry.get("infoHash").text());
        try (var leecher = new WireLeecher(daemon.port(), infoHash)) {
            var block = leecher.block((int) last, begin, lastLength - begin);
            assertArrayEquals(
                    MARK,
                    java.util.Arrays.copyOfRange(block, block.length - MARK.length, block.length));
        }
    }

    @Test
    void aSparseFileIsFetchedWhole() throws IOException {
        var tracker = world.tracker();
        var daemon = world.daemon("daemon", tracker);
        var file = Content.file(daemon.folder().resolve("sparse.bin"), 1_000_000, 1);
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(150_000_000);
        }
        tracker.awaitSeeders("sparse.bin", 1);
        var target = world.path("target");
        world.run(
                        "other",
                        "get",
                        "sparse.bin",
                        "-o",
                        target + "/",
                        "--exit",
                        "--port",
                        "0",
                        "--tracker",
                        tracker.endpoint())
                .expect(0);
        FileTree.of(file).requireSame(target.resolve("sparse.bin"));
    }
}
