package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.WireLeecher;
import io.seedpod.blackbox.harness.World;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One seeder and twenty who fetch everything from it, at the same time.
class TwentyLeechersIT {
    private static final int LEECHERS = 20;
    private static final int BLOCK = 16_384;
    private static final int BLOCKS = 64;
    private static final Duration SOON = Duration.ofMinutes(1);

    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    /// Nobody gets a second block before all have got their first: so all have their slots at once.
    /// The others follow as fast as they come.
    @Test
    void twentyAreServedAtTheSameTime() throws Exception {
        var tracker = world.tracker();
        var seeder = world.sharing(tracker, "file.bin", (long) BLOCK * BLOCKS, 1);
        var content = Files.readAllBytes(seeder.file("file.bin"));
        var infoHash =
                HexFormat.of()
                        .parseHex(seeder.torrent("file.bin").orElseThrow().get("infoHash").text());
        var pieceLength = (int) tracker.name("file.bin").get("pieceLength").number();
        var together = new CyclicBarrier(LEECHERS);
        var fetched = new ArrayList<Future<byte[]>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < LEECHERS; i++) {
                int number = i;
                fetched.add(
                        threads.submit(
                                () -> {
                                    try (var leecher =
                                            new WireLeecher(seeder.port(), infoHash, number)) {
                                        return fetch(leecher, number, pieceLength, together);
                                    }
                                }));
            }
            for (var each : fetched) {
                assertArrayEquals(content, each.get(SOON.toSeconds(), TimeUnit.SECONDS));
            }
        }
        awaitUploaded(seeder, (long) LEECHERS * content.length);
    }

    /// All blocks, each leecher from a place of its own on.
    private static byte[] fetch(
            WireLeecher leecher, int number, int pieceLength, CyclicBarrier together)
            throws Exception {
        var all = new byte[BLOCK * BLOCKS];
        for (int i = 0; i < BLOCKS; i++) {
            int offset = (i + number * BLOCKS / LEECHERS) % BLOCKS * BLOCK;
            var block = leecher.block(offset / pieceLength, offset % pieceLength, BLOCK);
            System.arraycopy(block, 0, all, offset, BLOCK);
            if (i == 0) {
                together.await(SOON.toSeconds(), TimeUnit.SECONDS);
            }
        }
        return all;
    }

    private void awaitUploaded(PeerDaemon seeder, long bytes) {
        Await.until(
                bytes + " bytes are counted",
                SOON,
                () -> seeder.torrent("file.bin").orElseThrow().get("uploaded").number() == bytes,
                world::transcript);
    }
}
