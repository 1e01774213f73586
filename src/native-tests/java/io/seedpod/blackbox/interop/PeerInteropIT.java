package io.seedpod.blackbox.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Bencoding;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.Network;
import io.seedpod.blackbox.harness.NetworkHost;
import io.seedpod.blackbox.harness.Running;
import io.seedpod.blackbox.harness.Scrape;
import io.seedpod.blackbox.harness.TorrentFile;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Our peers with clients and trackers of others.
class PeerInteropIT {
    private static final int SIZE = 8_000_000;
    private static final Duration FETCH = Duration.ofMinutes(2);
    private final Network network = new Network();
    private final World world = new World();
    private final OtherPrograms others = new OtherPrograms(world);
    private final NetworkHost trackerHost = network.host();

    @AfterEach
    void remove() {
        world.close();
        network.close();
    }

    @Test
    void othersFetchATreeFromOurSeeder() throws IOException {
        var tracker = world.tracker(trackerHost);
        var daemon = world.daemon(network.host(), "seeder", tracker.endpoint());
        var whole = Content.tree(world.path("made").resolve("tree"), 1);
        // Links and empty files are beyond some of them.
        Files.delete(whole.resolve("deep/empty"));
        Files.delete(whole.resolve("to-second"));
        Files.delete(whole.resolve("deep/er/up"));
        var tree = Files.move(whole, daemon.file("tree"));
        tracker.awaitSeeders("tree", 1);
        var torrentFile = download(tracker, "tree");

        var aria2 = others.aria2(network.host(), "leecher", torrentFile, world.path("aria2"));
        var transmission =
                others.transmission(
                        network.host(), "leecher", torrentFile, world.path("transmission"));
        aria2.awaitContent("tree", FileTree.of(tree));
        transmission.awaitContent("tree", FileTree.of(tree));
    }

    /// The torrent of a name, as the catalogue gives it to anyone: with this tracker in it.
    private Path download(TrackerProcess tracker, String name) throws IOException {
        var reply = tracker.get(TrackerProcess.namePath(name) + "/torrent").expect(200);
        var torrent = Bencoded.withAnnounce(reply.body(), tracker.announceUrl());
        return Files.write(world.folder().resolve(name + ".torrent"), torrent);
    }

    @Test
    void ourLeecherFetchesFromAria2() {
        var tracker = world.tracker(trackerHost);
        var origin = new Origin(tracker.announceUrl());
        others.aria2(network.host(), "seeder", origin.torrentFile, origin.folder());
        Scrape.awaitSeeders(trackerHost, tracker.url(), origin.torrent, 1);
        origin.fetchAndCompare(network.host(), "ours");
    }

    @Test
    void ourLeecherFetchesSomeFilesFromAria2() throws IOException {
        var tracker = world.tracker(trackerHost);
        var origin = world.path("origin");
        var album = world.path("origin/album");
        for (var name : List.of("one.bin", "three.bin", "two.bin")) {
            Content.file(album.resolve(name), 1_000_000, name.hashCode());
        }
        var torrentFile = world.folder().resolve("album.torrent");
        var ours = world.user(network.host(), "ours");
        ours.run(
                        "create",
                        album.toString(),
                        "-o",
                        torrentFile.toString(),
                        "--tracker",
                        tracker.announceUrl())
                .expect(0);
        others.aria2(network.host(), "seeder", torrentFile, origin);
        Scrape.awaitSeeders(trackerHost, tracker.url(), read(torrentFile), 1);
        var target = world.path("target");
        ours.fetch(torrentFile.toString(), target, "", "--only", "three.bin").expect(0);
        FileTree.of(album.resolve("three.bin")).requireSame(target.resolve("album/three.bin"));
        assertFalse(Files.exists(target.resolve("album/one.bin")));
        assertFalse(Files.exists(target.resolve("album/two.bin")));
    }

    @SuppressWarnings("unchecked")
    private static TorrentFile read(Path torrentFile) throws IOException {
        var all = Bencoding.decodeDictionary(Files.readAllBytes(torrentFile));
        return TorrentFile.of((Map<String, Object>) Objects.requireNonNull(all.get("info")));
    }

    @Test
    void ourLeecherFetchesFromTransmission() {
        var tracker = world.tracker(trackerHost);
        var origin = new Origin(tracker.announceUrl());
        others.transmission(network.host(), "seeder", origin.torrentFile, origin.folder());
        Scrape.awaitSeeders(trackerHost, tracker.url(), origin.torrent, 1);
        origin.fetchAndCompare(network.host(), "ours");
    }

    @Test
    void ourLeecherGetsTheDescriptionFromTransmission() {
        var tracker = world.tracker(trackerHost);
        var origin = new Origin(tracker.announceUrl());
        others.transmission(network.host(), "seeder", origin.torrentFile, origin.folder());
        Scrape.awaitSeeders(trackerHost, tracker.url(), origin.torrent, 1);
        var target = world.path("target");
        world.user(network.host(), "ours")
                .fetch(origin.torrent.infoHashHex(), target, tracker.endpoint())
                .expect(0);
        FileTree.of(origin.file).requireSame(target.resolve("file.bin"));
    }

    @Test
    void allOfThemMakeOneSwarm() {
        var tracker = world.tracker(trackerHost);
        var origin = new Origin(tracker.announceUrl());
        seed(network.host(), "first", origin);
        Scrape.awaitSeeders(trackerHost, tracker.url(), origin.torrent, 1);

        var aria2 =
                others.aria2(network.host(), "leecher", origin.torrentFile, world.path("aria2"));
        var transmission =
                others.transmission(
                        network.host(), "leecher", origin.torrentFile, world.path("transmission"));
        var ours =
                List.of(
                        origin.fetch(network.host(), "second"),
                        origin.fetch(network.host(), "third"));
        aria2.awaitContent("file.bin", FileTree.of(origin.file));
        transmission.awaitContent("file.bin", FileTree.of(origin.file));
        for (var fetch : ours) {
            assertEquals(0, fetch.awaitExit(FETCH), fetch::transcript);
        }
        for (var name : List.of("second", "third")) {
            FileTree.of(origin.file).requireSame(world.path("target-" + name).resolve("file.bin"));
        }
    }

    @Test
    void opentrackerAloneBringsOursTogether() {
        var url = "http://" + trackerHost.address() + ":6969";
        var udp = "udp://" + trackerHost.address() + ":6969";
        var origin = new Origin(udp, url + "/announce");
        others.openTracker(trackerHost, 6969, List.of(origin.torrent.infoHashHex()));
        seed(network.host(), "first", origin);
        Scrape.awaitSeeders(trackerHost, url, origin.torrent, 1);
        origin.fetchAndCompare(network.host(), "second");
    }

    @Test
    void udpAloneWhereTheTrackersTcpPortIsBlocked() {
        var tracker = world.tracker(trackerHost);
        trackerHost.blockTcp(tracker.port());
        var file = Content.file(world.path("origin").resolve("file.bin"), SIZE, 9);
        var sharing =
                world.user(network.host(), "first").share(file, tracker.endpoint(), "--udp-only");
        sharing.awaitLine("file\\.bin", FETCH);
        var target = world.path("target");
        world.user(network.host(), "second")
                .fetch("file.bin", target, tracker.endpoint(), "--udp-only", "--wait=60s")
                .expect(0);
        FileTree.of(file).requireSame(target.resolve("file.bin"));
        assertEquals(0, trackerHost.droppedPackets(), "nobody tried TCP");
        world.user(network.host(), "third")
                .fetch("file.bin", world.path("falls-back"), tracker.endpoint())
                .expect(0);
        assertTrue(trackerHost.droppedPackets() > 0, "tried TCP, too, and did without it");
    }

    private Running seed(Host host, String name, Origin origin) {
        return world.user(host, name)
                .start(
                        "seed",
                        origin.torrentFile.toString(),
                        "--data",
                        origin.folder().toString(),
                        "--port",
                        "0");
    }

    /// A file, the torrent that describes it, and fetching it with ours.
    private final class Origin {
        private final Path file = Content.file(world.path("origin").resolve("file.bin"), SIZE, 5);
        private final TorrentFile torrent;
        private final Path torrentFile;

        Origin(String... announceUrls) {
            torrent = TorrentFile.of(file, 1 << 16, announceUrls);
            torrentFile = torrent.write(world.folder().resolve("file.torrent"));
        }

        Path folder() {
            var folder = file.getParent();
            if (folder == null) {
                throw new UncheckedIOException(new IOException("no folder of " + file));
            }
            return folder;
        }

        Running fetch(Host host, String name) {
            return world.user(host, name)
                    .startFetch(torrentFile.toString(), world.path("target-" + name), "");
        }

        void fetchAndCompare(Host host, String name) {
            var fetch = fetch(host, name);
            assertEquals(0, fetch.awaitExit(FETCH), fetch::transcript);
            FileTree.of(file).requireSame(world.path("target-" + name).resolve("file.bin"));
        }
    }
}
