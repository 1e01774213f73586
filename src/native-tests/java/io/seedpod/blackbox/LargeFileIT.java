package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Ports;
import io.seedpod.blackbox.harness.ProbeWatch;
import io.seedpod.blackbox.harness.WireLeecher;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Files that no 32-bit number can measure, and pieces beyond the first four gigabytes.
class LargeFileIT {
    private static final long FIVE_GIBIBYTES = 5L << 30;
    private static final int BLOCK = 16_384;
    private static final String NAME = "sparse.bin";
    private static final byte[] MARK = "the last bytes".getBytes(StandardCharsets.US_ASCII);
    private static final Duration HASHED = Duration.ofMinutes(4);
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void theEndOfASparseFileOfFiveGibibytesIsServedAndFetched() throws IOException {
        var tracker = world.tracker();
        var file = sparse(world.path("daemon-daemon").resolve(NAME));
        try (var content = new RandomAccessFile(file.toFile(), "rw")) {
            content.seek(FIVE_GIBIBYTES - MARK.length);
            content.write(MARK);
        }
        int management = Ports.free();
        var life = new ProbeWatch(world, management);
        var daemon =
                world.daemon("daemon", tracker, "--management-port", Integer.toString(management));
        assertEquals(200, daemon.management("/q/health/live").status());
        Await.until(
                "hashed and published",
                HASHED,
                () -> tracker.name(NAME).get("seeders").number() > 0,
                daemon.running()::transcript);
        Await.until(
                "checked", HASHED, () -> daemon.management("/q/health/started").status() == 200);
        assertTrue(life.seen("started").contains(503), () -> "it had to be checked: " + life);
        var entry = tracker.name(NAME);
        assertEquals(FIVE_GIBIBYTES, entry.get("size").number());
        var pieceLength = entry.get("pieceLength").number();
        var last = (FIVE_GIBIBYTES - 1) / pieceLength;
        var begin = (int) pieceLength - BLOCK;

        var infoHash = HexFormat.of().parseHex(entry.get("infoHash").text());
        try (var leecher = new WireLeecher(daemon.port(), infoHash)) {
            assertArrayEquals(MARK, lastBytes(leecher.block((int) last, begin, BLOCK)));
        }

        // Of one begun before, which lacks nothing but the mark, only the last piece is fetched.
        var target = world.path("target");
        var part = target.resolve(NAME + ".part");
        var begun = world.user("other").startFetch(NAME, target, tracker.endpoint());
        Await.until("it has begun", HASHED, () -> Files.exists(part), begun::transcript);
        begun.kill();
        Files.write(part, new byte[0]);
        sparse(part);
        var fetch = world.user("other").startFetch(NAME, target, tracker.endpoint(), "--json");
        assertEquals(0, fetch.awaitExit(HASHED), fetch::transcript);
        var copy = target.resolve(NAME);
        assertEquals(FIVE_GIBIBYTES, Files.size(copy));
        try (var content = new RandomAccessFile(copy.toFile(), "r")) {
            content.seek(FIVE_GIBIBYTES - BLOCK);
            var block = new byte[BLOCK];
            content.readFully(block);
            assertArrayEquals(MARK, lastBytes(block));
        }
        var verified = fetch.awaitLine("\"verified\".*\"downloaded\":(\\d+)", HASHED);
        var downloaded = Long.parseLong(verified.group(1));
        assertTrue(downloaded <= 2 * pieceLength, fetch::transcript);
    }

    private static Path sparse(Path path) throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(FIVE_GIBIBYTES);
        }
        return path;
    }

    private static byte[] lastBytes(byte[] block) {
        return Arrays.copyOfRange(block, block.length - MARK.length, block.length);
    }

    @Test
    void aSparseFileIsFetchedWhole() throws IOException {
        var tracker = world.tracker();
        var daemon = world.daemon("daemon", tracker);
        var made = Content.file(world.path("made").resolve(NAME), 1_000_000, 1);
        try (var sparse = new RandomAccessFile(made.toFile(), "rw")) {
            sparse.setLength(150_000_000);
        }
        var file = Files.move(made, daemon.file(NAME));
        tracker.awaitSeeders(NAME, 1);
        var target = world.path("target");
        world.user("other").fetch(NAME, target, tracker.endpoint()).expect(0);
        FileTree.of(file).requireSame(target.resolve(NAME));
    }
}
