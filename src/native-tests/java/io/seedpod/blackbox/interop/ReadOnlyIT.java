package io.seedpod.blackbox.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.Programs;
import io.seedpod.blackbox.harness.ReadOnlyHost;
import io.seedpod.blackbox.harness.Running;
import io.seedpod.blackbox.harness.User;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// No program writes outside its data folder: each runs where it could not, with a read-only root
/// and nothing in `/tmp`, as in a pod.
class ReadOnlyIT {
    private static final Duration FETCH = Duration.ofMinutes(2);
    private final World world = new World(folder());

    /// Beside the build, because `/tmp` is what must not be needed.
    private static Path folder() {
        try {
            var parent = Files.createDirectories(Programs.root().resolve("target/read-only"));
            return Files.createTempDirectory(parent.toRealPath(), "world-");
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void theMainJobNeedsNothingToWriteOnButDataFolders() {
        // The tracker is the first thing that this world starts, and so is its folder's number.
        var tracker = world.tracker(writing("tracker-1"));
        var first = daemon("first", tracker.endpoint());
        var file = Content.file(first.file("file.bin"), 5_000_000, 1);
        var tree = Content.tree(first.file("tree"), 2);
        tracker.awaitSeeders("file.bin", 1);
        tracker.awaitSeeders("tree", 1);

        var second = daemon("second", tracker.endpoint());
        second.fetch("file.bin").requireSuccess();
        second.fetch("tree").requireSuccess();
        second.awaitComplete("file.bin", FETCH);
        second.awaitComplete("tree", FETCH);
        FileTree.of(file).requireSame(second.file("file.bin"));
        FileTree.of(tree).requireSame(second.file("tree"));

        var target = world.path("target");
        var user = user("third", "target");
        user.run("ls", "--tracker", tracker.endpoint()).expect(0).mentions("file.bin");
        user.fetch("file.bin", target, tracker.endpoint()).expect(0);
        FileTree.of(file).requireSame(target.resolve("file.bin"));
        user.run("create", file.toString(), "-o", target.resolve("made.torrent").toString())
                .expect(0);
        user.run("verify", target.resolve("made.torrent").toString(), "--data", file.toString())
                .expect(0);

        for (var running : new Running[] {first.running(), second.running(), tracker.running()}) {
            running.signal("TERM");
            assertEquals(0, running.awaitExit(FETCH), running::transcript);
        }
    }

    @Test
    void whatWasKilledGoesOnThere() {
        var tracker = world.tracker(writing("tracker-1"));
        var first = daemon("first", tracker.endpoint());
        Content.file(first.file("file.bin"), 500_000, 3);
        tracker.awaitSeeders("file.bin", 1);
        first.running().kill();
        tracker.running().kill();

        var again = tracker.again();
        assertEquals(500_000, again.name("file.bin").get("size").number());
        first.again();
        again.awaitSeeders("file.bin", 1);
    }

    private PeerDaemon daemon(String name, String tracker) {
        return world.daemon(writing("daemon-" + name), name, tracker);
    }

    private User user(String name, String folder) {
        return world.user(writing(folder), name);
    }

    private Host writing(String folder) {
        return new ReadOnlyHost(world.path(folder));
    }
}
