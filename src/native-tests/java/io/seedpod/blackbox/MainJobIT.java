package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.World;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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
        // Shown as of a second ago.
        Await.until(
                "all given is counted",
                FETCH,
                () ->
                        Stream.of(first, second, third).mapToLong(MainJobIT::uploaded).sum()
                                >= 2L * SIZE);
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
        var sharing = world.user("sharer").share(file, tracker.endpoint());
        tracker.awaitSeeders("a name.bin", 1);

        world.user("fetcher")
                .run("ls", "--tracker", tracker.endpoint())
                .expect(0)
                .mentions("a name.bin");
        var target = world.path("there").resolve("renamed.bin");
        world.user("fetcher")
                .run(
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
        assertEquals(0, sharing.awaitExit(World.COMMAND), sharing::transcript);
        tracker.awaitLeft("a name.bin", 0);
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
        world.user("second").fetch(infoHash, byHash, tracker.endpoint()).expect(0);
        FileTree.of(tree).requireSame(byHash.resolve("tree"));

        var byMagnet = world.path("by-magnet");
        var magnet = "magnet:?xt=urn:btih:" + infoHash + "&tr=" + tracker.udpUrl();
        world.user("third").fetch(magnet, byMagnet, "").expect(0);
        FileTree.of(tree).requireSame(byMagnet.resolve("tree"));
    }

    @Test
    void withADaemonRunningTheCommandsHandOver() {
        var tracker = world.tracker();
        var first = world.daemon("first", tracker);
        var second = world.daemon("second", tracker);
        var file = Content.file(world.path("elsewhere").resolve("file.bin"), 2_000_000, 5);

        world.user("first").run("share", file.toString(), "--name", "handed over").expect(0);
        tracker.awaitSeeders("handed over", 1);
        assertTrue(first.torrent("handed over").isPresent(), "the daemon has it");
        world.user("second").run("get", "handed over").expect(0);
        assertTrue(second.isComplete("handed over"), "returned when verified");
    }
}
