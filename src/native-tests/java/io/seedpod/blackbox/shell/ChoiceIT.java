package io.seedpod.blackbox.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Some files of a torrent, and then more.
class ChoiceIT {
    private static final Duration SOON = Duration.ofSeconds(40);

    private final World world = new World();
    private final TrackerProcess tracker = world.tracker();
    private Path album = Path.of("");

    @AfterEach
    void remove() {
        world.close();
    }

    /// Three files, of which the second shares a piece with each of the others.
    private PeerDaemon seeder() throws IOException {
        var seeder = world.daemon("seeder", tracker);
        // Elsewhere, for the daemon would share by itself what rests in its folder.
        album = Files.createDirectories(world.path("origin").resolve("album"));
        Content.file(album.resolve("cover.png"), 40_000, 1);
        Files.createDirectories(album.resolve("disc"));
        Content.file(album.resolve("disc/one.ogg"), 100_000, 2);
        Content.file(album.resolve("disc/two.ogg"), 100_000, 3);
        seeder.share(album, "album").expect(201);
        tracker.awaitSeeders("album", 1);
        return seeder;
    }

    private static List<String> files(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void assertRight(Path folder, String... files) throws IOException {
        assertEquals(List.of(files), files(folder));
        for (var file : files) {
            assertEquals(-1, Files.mismatch(album.resolve(file), folder.resolve(file)), file);
        }
    }

    @Test
    void someFilesAreFetchedAndTheOthersLater() throws IOException {
        var _ = seeder();
        var user = world.user("listener");
        var into = world.path("into");
        user.fetch("album", into, tracker.endpoint(), "--only", "disc/one*")
                .expect(0)
                .mentions("112 KiB");
        assertRight(into.resolve("album"), "disc/one.ogg");
        user.fetch("album", into, tracker.endpoint(), "--only", "*.flac")
                .expect(2)
                .explains()
                .mentions("no file of album is wanted");
        user.fetch("album", into, tracker.endpoint()).expect(0);
        assertRight(into.resolve("album"), "cover.png", "disc/one.ogg", "disc/two.ogg");
        assertEquals(3, files(into).size(), "nothing else is left: " + files(into));
    }

    @Test
    void aDaemonKeepsAChoiceAndTakesAnother() throws IOException {
        var seeder = seeder();
        var infoHash = seeder.torrent("album").orElseThrow().get("infoHash").text();
        var daemon = world.daemon("listener", tracker);
        var user = world.user("listener");
        daemon.fetch("magnet:?xt=urn:btih:" + infoHash + "&so=0").expect(201);
        var folder = daemon.file("album");
        await("the cover", () -> files(folder).equals(List.of("cover.png")));
        daemon.running().signal("TERM");
        daemon.running().awaitExit(SOON);
        var again = daemon.again();
        await(
                "its state",
                () ->
                        again.torrent("album")
                                .filter(it -> it.get("state").text().equals("SEEDING"))
                                .filter(it -> it.has("wantedLength"))
                                .isPresent());
        assertRight(folder, "cover.png");
        user.run("status", "album").expect(0).mentions("files    some: ");

        user.run("do", "priority", "high", "two.ogg", "album").expect(0).mentions("chosen  album");
        await("the second disc", () -> files(folder).contains("disc/two.ogg"));
        assertRight(folder, "cover.png", "disc/two.ogg");
        user.run("do", "see_torrent_struct", "album").expect(0).mentions("skip");
        // Who wants one more by the daemon waits for that.
        // With a port of its own it would fetch behind the daemon's back.
        var into = again.folder() + "/";
        user.run("get", "album", "-o", into, "--only", "disc/one.ogg", "--exit").expect(0);
        assertRight(folder, "cover.png", "disc/one.ogg", "disc/two.ogg");
        user.run("do", "priority", "skip", "two.ogg", "album").expect(0);
        user.run("do", "priority", "normal", "**", "album").expect(0).mentions("(all)");
        again.awaitComplete("album", SOON);
        await("everything", () -> files(folder).size() == 3);
        assertRight(folder, "cover.png", "disc/one.ogg", "disc/two.ogg");
        assertFalse(Files.exists(again.file("album.part")));
    }

    private void await(String what, java.util.concurrent.Callable<Boolean> condition) {
        Await.until(what, SOON, condition, world::transcript);
    }
}
