package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Running;
import io.seedpod.blackbox.harness.TorrentFile;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.WireSeeder;
import io.seedpod.blackbox.harness.WireSeeder.Behaviour;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Seeders that die, lie, fall silent or change their files; kill -9 of everyone else.
class FaultsIT {
    private static final int PIECE = 1 << 16;
    private static final int PIECES = 64;
    private static final long SIZE = (long) PIECE * PIECES - 777;
    private static final Duration FETCH = Duration.ofMinutes(2);
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void aSeederThatLiesIsBannedAndTheFetchCompletesFromOthers() throws IOException {
        var swarm = new Swarm(1);
        var liar = swarm.seeder(Behaviour.LYING);
        var honest = swarm.seeder(Behaviour.slow(5));
        swarm.fetchAndCompare();
        assertTrue(liar.sentBytes() > 0, "the liar was asked");
        assertTrue(honest.sentBytes() >= SIZE, "every byte kept is an honest one");
        assertTrue(liar.sentBytes() < 16L * PIECE, "the liar was left early: " + liar.sentBytes());
        assertEquals(1, liar.connections(), "nobody goes back to a liar");
    }

    @Test
    void aSeederThatFallsSilentInAPieceIsReplaced() throws IOException {
        var swarm = new Swarm(2);
        var silent = swarm.seeder(Behaviour.silentAfter(PIECE + PIECE / 2));
        swarm.seeder(Behaviour.slow(5));
        swarm.fetchAndCompare();
        assertTrue(silent.connections() > 0, "the silent one was asked");
    }

    @Test
    void aSeederThatDiesInAPieceIsReplaced() throws IOException {
        var swarm = new Swarm(3);
        var dying = swarm.seeder(Behaviour.slow(10));
        var fetch = swarm.fetch();
        Await.until(
                "it has given a piece",
                FETCH,
                () -> dying.sentBytes() > 2 * PIECE + PIECE / 4,
                fetch::transcript);
        dying.close();
        swarm.seeder(Behaviour.HONEST);
        swarm.awaitEnd(fetch);
    }

    @Test
    void afterAKillNoVerifiedPieceIsFetchedAgain() throws IOException {
        var swarm = new Swarm(4);
        var first = swarm.seeder(Behaviour.slow(20));
        var fetch = swarm.fetch();
        Await.until(
                "half is there",
                FETCH,
                () -> first.sentBytes() > (long) PIECE * PIECES / 2,
                fetch::transcript);
        fetch.kill();
        first.close();

        var second = swarm.seeder(Behaviour.HONEST);
        swarm.fetchAndCompare();
        var again = second.askedBytes().values().stream().mapToLong(Long::longValue).sum();
        assertTrue(
                again <= 48L * PIECE, "asked for again: " + again + " of " + (long) PIECE * PIECES);
        assertTrue(again >= PIECE, "the rest was asked for");
    }

    @Test
    void aKilledTrackerKeepsItsNamesAndTheirHoldersComeBack() {
        var tracker = world.tracker();
        var daemon = world.daemon("daemon", tracker);
        var file = Content.file(daemon.folder().resolve("file.bin"), 300_000, 5);
        tracker.awaitSeeders("file.bin", 1);
        tracker.running().kill();

        var again = tracker.again();
        assertEquals(file.toFile().length(), again.name("file.bin").get("size").number());
        again.awaitSeeders("file.bin", 1);
        var target = world.path("target");
        world.run(
                        "other",
                        "get",
                        "file.bin",
                        "-o",
                        target + "/",
                        "--exit",
                        "--port",
                        "0",
                        "--tracker",
                        again.endpoint())
                .expect(0);
        FileTree.of(file).requireSame(target.resolve("file.bin"));
    }

    @Test
    void aFetchGoesOnWithoutItsTracker() throws IOException {
        var swarm = new Swarm(6);
        var seeder = swarm.seeder(Behaviour.slow(20));
        var fetch = swarm.fetch();
        Await.until("it has begun", FETCH, () -> seeder.sentBytes() > 4 * PIECE, fetch::transcript);
        swarm.tracker.running().kill();
        swarm.awaitEnd(fetch);
    }

    @Test
    void aFileThatIsOverwrittenDuringAFetchHarmsNobody() throws IOException {
        var tracker = world.tracker();
        var daemon = world.daemon("daemon", tracker);
        var file = Content.file(daemon.folder().resolve("file.bin"), 60_000_000, 7);
        tracker.awaitSeeders("file.bin", 1);
        var before = FileTree.of(file);
        var target = world.path("target");
        var fetch =
                world.peer(
                        "other",
                        "get",
                        "file.bin",
                        "-o",
                        target + "/",
                        "--exit",
                        "--give-up",
                        "20s",
                        "--port",
                        "0",
                        "--tracker",
                        tracker.endpoint());
        Await.until(
                "it has begun",
                FETCH,
                () -> Files.exists(target.resolve("file.bin.part")) || !fetch.isAlive(),
                fetch::transcript);
        Content.file(file, 60_000_000, 8);
        var after = FileTree.of(file);

        var exit = fetch.awaitExit(FETCH);
        if (exit == 0) {
            var got = FileTree.of(target.resolve("file.bin"));
            assertTrue(got.equals(before) || got.equals(after), "a file that never was");
        } else {
            assertTrue(Files.notExists(target.resolve("file.bin")), "nothing under the final name");
            assertEquals(5, exit, fetch::transcript);
        }
        assertTrue(!fetch.errors().contains("ban"), fetch::errors);

        Await.until(
                "the new content is published",
                FETCH,
                () ->
                        daemon.isComplete("file.bin")
                                && daemon.torrent("file.bin")
                                                .orElseThrow()
                                                .get("verifiedLength")
                                                .number()
                                        == 60_000_000,
                daemon.running()::transcript);
    }

    /// A tracker, a torrent of a file, and seeders of the tests' own.
    private final class Swarm {
        private final TrackerProcess tracker = world.tracker();
        private final Path file;
        private final TorrentFile torrent;
        private final Path torrentFile;
        private final Path target = world.path("target");

        Swarm(long seed) {
            file = Content.file(world.path("origin").resolve("file.bin"), SIZE, seed);
            torrent = TorrentFile.of(file, PIECE, tracker.announceUrl());
            torrentFile = torrent.write(world.folder().resolve("file.torrent"));
        }

        WireSeeder seeder(Behaviour behaviour) throws IOException {
            var seeder =
                    world.owns(new WireSeeder(Files.readAllBytes(file), PIECE, torrent, behaviour));
            seeder.announce(tracker.url());
            return seeder;
        }

        Running fetch() {
            return world.peer(
                    "fetcher",
                    "get",
                    torrentFile.toString(),
                    "-o",
                    target + "/",
                    "--exit",
                    "--port",
                    "0",
                    "--tracker",
                    tracker.endpoint());
        }

        void fetchAndCompare() {
            awaitEnd(fetch());
        }

        void awaitEnd(Running fetch) {
            assertEquals(0, fetch.awaitExit(FETCH), fetch::transcript);
            FileTree.of(file).requireSame(target.resolve("file.bin"));
        }
    }
}
