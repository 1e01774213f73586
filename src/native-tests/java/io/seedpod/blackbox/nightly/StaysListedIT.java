package io.seedpod.blackbox.nightly;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.Running;
import io.seedpod.blackbox.harness.StockPeer;
import io.seedpod.blackbox.harness.TorrentFile;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A real libtorrent, which announces as seldom as it is asked to, is never missing from its
/// swarm: over two intervals and more than that.
class StaysListedIT {
    private static final Duration WATCH = Duration.ofMinutes(11);
    private static final long PAUSE_MILLIS = 2_000;

    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void elevenMinutesWithoutAGap() throws IOException, InterruptedException {
        var tracker = world.tracker();
        var file = Content.file(world.path("origin").resolve("file.bin"), 1_000_000, 1);
        var torrent = TorrentFile.of(file, 1 << 16, tracker.udpUrl());
        var torrentFile = torrent.write(world.folder().resolve("file.torrent"));
        var script =
                Files.writeString(
                        world.folder().resolve("seed.py"),
                        """
                        import libtorrent, sys, time
                        session = libtorrent.session({
                            "listen_interfaces": "127.0.0.1:0", "enable_dht": False,
                            "enable_lsd": False, "enable_upnp": False, "enable_natpmp": False})
                        torrent = libtorrent.add_torrent_params()
                        torrent.ti = libtorrent.torrent_info(sys.argv[1])
                        torrent.save_path = sys.argv[2]
                        session.add_torrent(torrent)
                        while True:
                            time.sleep(60)
                        """);
        try (var seeder =
                Running.start(
                        "libtorrent",
                        List.of(
                                "/usr/bin/python3", // Debian's, which has its libtorrent
                                script.toString(),
                                torrentFile.toString(),
                                world.path("origin").toString()),
                        Map.of(),
                        world.folder(),
                        world.path("logs"))) {
            var asker = new StockPeer(Host.LOCAL, torrent.infoHash(), 40_009, 5);
            // Without its package it has ended, and says so.
            Await.until(
                    "libtorrent is listed",
                    World.START,
                    () -> isListed(asker, tracker),
                    seeder::transcript);
            long end = System.nanoTime() + WATCH.toNanos();
            long asked = 0;
            while (System.nanoTime() - end < 0) {
                assertTrue(seeder.isAlive(), seeder::transcript);
                assertTrue(isListed(asker, tracker), "missing after " + asked + " looks");
                asked++;
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            assertTrue(asked > 100, "looked only " + asked + " times");
        }
        // It was there because it announced, not because nobody forgot it.
        assertTrue(heartbeats(tracker) >= 2, () -> tracker.management("/q/metrics").text());
    }

    /// The asker announces too, and is no seeder.
    private static boolean isListed(StockPeer asker, TrackerProcess tracker) {
        return asker.announceByHttp(tracker.url()).stream()
                .anyMatch(peer -> !peer.endsWith(":" + asker.port()));
    }

    /// Regular announces over UDP: libtorrent's alone.
    private static double heartbeats(TrackerProcess tracker) {
        return tracker.management("/q/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("seedpod_announces_total"))
                .filter(line -> line.contains("event=\"none\"") && line.contains("\"udp\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
