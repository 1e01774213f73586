package io.seedpod.blackbox.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.User;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Content kept as a file for each piece.
class ChunksIT {
    private final World world = new World();
    private final User user = world.user("splitter");

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void whatIsSplitIsMergedAgainAndAMissingPieceIsNamed() throws IOException {
        var folder = world.path("album");
        var one = Content.file(folder.resolve("one.bin"), 200_000, 1);
        Files.createDirectories(folder.resolve("deep"));
        var two = Content.file(folder.resolve("deep/two.bin"), 100_000, 2);
        var pieces = world.folder().resolve("pieces");
        user.run("split", folder.toString(), pieces.toString()).expect(0).mentions("19 of 19");

        var merged = world.path("merged");
        user.run("merge", pieces.toString(), "-o", merged + "/").expect(0);
        assertEquals(-1, Files.mismatch(one, merged.resolve("album/one.bin")));
        assertEquals(-1, Files.mismatch(two, merged.resolve("album/deep/two.bin")));

        Files.delete(pieces.resolve("00000018.piece"));
        Files.write(pieces.resolve("00000017.piece"), new byte[16_384]);
        user.run("merge", pieces.toString(), "-o", world.path("again") + "/")
                .expect(10)
                .explains()
                .mentions("2 of 19 pieces are missing: 17-18");
        // Files are laid out by name: deep/two.bin comes first, and is all there.
        var alone = world.folder().resolve("alone.bin");
        user.run("merge", pieces.toString(), "--file", "deep/two.bin", "-o", alone.toString())
                .expect(0);
        assertEquals(-1, Files.mismatch(two, alone));
    }

    @Test
    void threePeersWithDisjointPiecesEachEndWithAll() throws IOException {
        var tracker = world.tracker();
        var file = Content.file(world.folder().resolve("model.bin"), 500_000, 5);
        var folders = new ArrayList<Path>();
        var wanted = new String[] {"0-10", "11-20", "21-30"};
        for (int peer = 0; peer < 3; peer++) {
            var folder = world.folder().resolve("chunks-" + peer);
            folders.add(folder);
            user.run("split", file.toString(), folder.toString(), "--pieces", wanted[peer])
                    .expect(0);
        }
        assertEquals(11, count(folders.getFirst()));
        for (int peer = 0; peer < 3; peer++) {
            world.user("peer-" + peer)
                    .start(
                            "seed",
                            "--chunks",
                            folders.get(peer).toString(),
                            "--port",
                            "0",
                            "--tracker",
                            tracker.endpoint());
        }
        for (var folder : folders) {
            Await.until(
                    "all pieces are in " + folder,
                    Duration.ofSeconds(60),
                    () -> count(folder) == 31,
                    world::transcript);
            var copy = folder.resolveSibling(folder.getFileName() + ".bin");
            user.run("merge", folder.toString(), "-o", copy.toString()).expect(0);
            assertEquals(-1, Files.mismatch(file, copy));
        }
    }

    private static int count(Path folder) {
        try (var files = Files.list(folder)) {
            return (int) files.filter(it -> it.toString().endsWith(".piece")).count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
