package io.seedpod.blackbox.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Network;
import io.seedpod.blackbox.harness.NetworkHost;
import io.seedpod.blackbox.harness.Running;
import io.seedpod.blackbox.harness.Scrape;
import io.seedpod.blackbox.harness.TorrentFile;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Message stream encryption with clients that want nothing else, each as seeder and as leecher.
/// Our leecher is as it is by default: it tries a plain stream first. Our seeder requires
/// encryption as well.
class EncryptionInteropIT {
    private static final int SIZE = 6_000_000;
    private static final Duration FETCH = Duration.ofMinutes(1);
    private static final List<String> RC4_ALONE =
            List.of(
                    "\"out_enc_policy\": 0",
                    "\"in_enc_policy\": 0",
                    "\"allowed_enc_level\": 2",
                    "\"prefer_rc4\": True");

    private final Network network = new Network();
    private final World world = new World();
    private final OtherPrograms others = new OtherPrograms(world);
    private final NetworkHost trackerHost = network.host();
    private final TrackerProcess tracker = world.tracker(trackerHost);

    @AfterEach
    void remove() {
        world.close();
        network.close();
    }

    @Test
    void aria2WithRc4AloneEitherWay() {
        var theirs = new Origin("theirs", 1);
        var ours = new Origin("ours", 2);
        var flags = new String[] {"--bt-require-crypto=true", "--bt-min-crypto-level=arc4"};
        others.aria2(network.host(), "seeder", theirs.torrentFile, theirs.folder, flags);
        seed(ours);
        Scrape.awaitSeeders(trackerHost, tracker.url(), theirs.torrent, 1);
        Scrape.awaitSeeders(trackerHost, tracker.url(), ours.torrent, 1);
        var fetch = fetch(theirs);
        others.aria2(network.host(), "leecher", ours.torrentFile, world.path("aria2"), flags)
                .awaitContent("ours.bin", FileTree.of(ours.file));
        finish(fetch, theirs);
    }

    @Test
    void transmissionThatRequiresEncryptionEitherWay() {
        var theirs = new Origin("theirs", 3);
        var ours = new Origin("ours", 4);
        others.transmission(network.host(), "seeder", theirs.torrentFile, theirs.folder, true);
        seed(ours);
        Scrape.awaitSeeders(trackerHost, tracker.url(), theirs.torrent, 1);
        Scrape.awaitSeeders(trackerHost, tracker.url(), ours.torrent, 1);
        var fetch = fetch(theirs);
        var there = world.path("transmission");
        others.transmission(network.host(), "leecher", ours.torrentFile, there, true)
                .awaitContent("ours.bin", FileTree.of(ours.file));
        finish(fetch, theirs);
    }

    @Test
    void libtorrentWithRc4AloneEitherWay() {
        var theirs = new Origin("theirs", 5);
        var ours = new Origin("ours", 6);
        others.libtorrent(network.host(), "seeder", theirs.torrentFile, theirs.folder, RC4_ALONE);
        seed(ours);
        Scrape.awaitSeeders(trackerHost, tracker.url(), theirs.torrent, 1);
        Scrape.awaitSeeders(trackerHost, tracker.url(), ours.torrent, 1);
        var fetch = fetch(theirs);
        // Slow enough for the connection to be seen while it is there.
        var slowly =
                Stream.concat(RC4_ALONE.stream(), Stream.of("\"download_limit\": 1000000"))
                        .toList();
        var leecher =
                others.libtorrent(
                        network.host(),
                        "leecher",
                        ours.torrentFile,
                        world.path("libtorrent"),
                        slowly);
        leecher.awaitContent("ours.bin", FileTree.of(ours.file));
        Await.until(
                "libtorrent says that the stream is RC4",
                FETCH,
                () -> leecher.running().output().contains(" RC4"),
                leecher.running()::transcript);
        finish(fetch, theirs);
    }

    private void seed(Origin origin) {
        world.user(network.host(), "ours-seeder")
                .start(
                        "seed",
                        origin.torrentFile.toString(),
                        "--data",
                        origin.file.toString(),
                        "--port",
                        "0",
                        "--encryption",
                        "require");
    }

    private Running fetch(Origin origin) {
        return world.user(network.host(), "ours-leecher")
                .startFetch(origin.torrentFile.toString(), world.path("target"), "");
    }

    private void finish(Running fetch, Origin origin) {
        assertEquals(0, fetch.awaitExit(FETCH), fetch::transcript);
        FileTree.of(origin.file)
                .requireSame(world.path("target").resolve(origin.file.getFileName()));
    }

    /// A file and the torrent that describes it.
    private final class Origin {
        private final Path folder;
        private final Path file;
        private final TorrentFile torrent;
        private final Path torrentFile;

        Origin(String name, int seed) {
            folder = world.path("origin-" + name);
            file = Content.file(folder.resolve(name + ".bin"), SIZE, seed);
            torrent = TorrentFile.of(file, 1 << 16, tracker.announceUrl());
            torrentFile = torrent.write(world.folder().resolve(name + ".torrent"));
        }
    }
}
