package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.World;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Share by name on one peer, fetch on others.
class MainJobIT {
    private static final int SIZE = 24_000_000;
    private static final Duration FETCH = Duration.ofMinutes(2);
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void threeDaemonsShareAFileAndATreeByName() {
        var tracker = world.tracker();
        var first = world.daemon("first", tracker);
        var second = world.daemon("second", tracker);
        var third = world.daemon("third", tracker);
        var file = Content.file(first.folder().resolve("file.bin"), SIZE, 1);
        var tree = Content.tree(first.folder().resolve("tree"), 2);
        tracker.awaitSeeders("file.bin", 1);
        tracker.awaitSeeders("tree", 1);

        for (var name : List.of("file.bin", "tree")) {
            second.fetch(name).requireSuccess();
            third.fetch(name).requireSuccess();
        }
        for (var peer : List.of(second, third)) {
            peer.awaitComplete("file.bin", FETCH);
            peer.awaitComplete("tree", FETCH);
            FileTree.of(file).requireSame(peer.folder().resolve("file.bin"));
            FileTree.of(tree).requireSame(peer.folder().resolve("tree"));
        }

        tracker.awaitSeeders("file.bin", 3);
        var given = List.of(first, second, third).stream().mapToLong(MainJobIT::uploaded).sum();
        assertTrue(given >= 2L * SIZE, "given by all: " + given);
    }

    private static long uploaded(PeerDaemon peer) {
        return peer.torrents().stream()
                .mapToLong(torrent -> torrent.get("uploaded").number())
                .sum();
    }

    @Test
    void oneShotCommandsShareListAndFetchWithoutADaemon() throws Exception {
        var tracker = world.tracker();
        var file = Content.file(world.path("here").resolve("a name.bin"), 3_000_001, 3);
        var sharing =
                world.peer(
                        "sharer",
                        "share",
                        file.toString(),
                        "--tracker",
                        tracker.endpoint(),
                        "--port",
                        "0");
        tracker.awaitSeeders("a name.bin", 1);

        world.run("fetcher", "ls", "--tracker", tracker.endpoint())
                .expect(0)
                .mentions("a name.bin");
        var target = world.path("there").resolve("renamed.bin");
        world.run(
                        "fetcher",
                        "get",
                        "a name.bin",
                        "-o",
                        target.toString(),
                        "--exit",
                        "--port",
                        "0",
                        "--tracker",
                        tracker.endpoint())
                .expect(0);
        FileTree.of(file).requireSame(target);

        sharing.signal("TERM");
        assertEquals(0, sharing.awaitExit(Duration.ofSeconds(30)), sharing::transcript);
        assertEquals(
                0, tracker.name("a name.bin").get("seeders").number(), "holders leave at once");
        assertTrue(Files.exists(file));
    }

    @Test
    void aMagnetAndAnInfoHashAreEnough() {
        var tracker = world.tracker();
        var first = world.daemon("first", tracker);
        var tree = Content.tree(first.folder().resolve("tree"), 4);
        tracker.awaitSeeders("tree", 1);
        var infoHash = tracker.name("tree").get("infoHash").text();

        var byHash = world.path("by-hash");
        world.run(
                        "second",
                        "get",
                        infoHash,
                        "-o",
                        byHash + "/",
                        "--exit",
                        "--port",
                        "0",
                        "--tracker",
                        tracker.endpoint())
                .expect(0);
        FileTree.of(tree).requireSame(byHash.resolve("tree"));

        var byMagnet = world.path("by-magnet");
        var magnet = "magnet:?xt=urn:btih:" + infoHash + "&tr=" + tracker.udpUrl();
        world.run("third", "get", magnet, "-o", byMagnet + "/", "--exit", "--port", "0").expect(0);
        FileTree.of(tree).requireSame(byMagnet.resolve("tree"));
    }

    @Test
    void withADaemonRunningTheCommandsHandOver() {
        var tracker = world.tracker();
        var first = world.daemon("first", tracker);
        var second = world.daemon("second", tracker);
        var file = Content.file(world.path("elsewhere").resolve("file.bin"), 2_000_000, 5);

        world.run("first", "share", file.toString(), "--name", "handed over").expect(0);
        tracker.awaitSeeders("handed over", 1);
        assertTrue(first.torrent("handed over").isPresent(), "the daemon has it");
        world.run("second", "get", "handed over").expect(0);
        assertTrue(second.isComplete("handed over"), "returned when verified");
    }
}
