package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.WireSeeder.Behaviour;
import io.seedpod.blackbox.harness.WireSwarm;
import io.seedpod.blackbox.harness.World;
import java.nio.file.Files;
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
    void aSeederThatLiesIsBannedAndTheFetchCompletesFromOthers() {
        var swarm = swarm(1);
        var liar = swarm.seeder(Behaviour.LYING);
        // Slow enough for the liar to be asked, and caught, long before the end.
        var honest = swarm.seeder(Behaviour.slow(15));
        swarm.fetchAndCompare();
        assertTrue(liar.sentBytes() > 0, "the liar was asked");
        assertTrue(honest.sentBytes() >= SIZE, "every byte kept is an honest one");
        assertTrue(liar.sentBytes() < 16L * PIECE, "the liar was left early: " + liar.sentBytes());
        assertEquals(1, liar.connections(), "nobody goes back to a liar");
    }

    @Test
    void aSeederThatFallsSilentInAPieceIsReplaced() {
        var swarm = swarm(2);
        var silent = swarm.seeder(Behaviour.silentAfter(PIECE + PIECE / 2));
        swarm.seeder(Behaviour.slow(15));
        swarm.fetchAndCompare();
        assertTrue(silent.connections() > 0, "the silent one was asked");
    }

    @Test
    void aSeederThatDiesInAPieceIsReplaced() {
        var swarm = swarm(3);
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
    void afterAKillNoVerifiedPieceIsFetchedAgain() {
        var swarm = swarm(4);
        // It gives half and no more, so that the fetch cannot end before it is killed.
        long half = (long) PIECE * PIECES / 2;
        var first = swarm.seeder(new Behaviour(20, false, half));
        var fetch = swarm.fetch();
        Await.until("half is there", FETCH, () -> first.sentBytes() >= half, fetch::transcript);
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
        var file = world.sharing(tracker, "file.bin", 300_000, 5).file("file.bin");
        tracker.running().kill();

        var again = tracker.again();
        assertEquals(file.toFile().length(), again.name("file.bin").get("size").number());
        again.awaitSeeders("file.bin", 1);
        var target = world.path("target");
        world.user("other").fetch("file.bin", target, again.endpoint()).expect(0);
        FileTree.of(file).requireSame(target.resolve("file.bin"));
    }

    @Test
    void aFetchGoesOnWithoutItsTracker() {
        var swarm = swarm(6);
        var seeder = swarm.seeder(Behaviour.slow(20));
        var fetch = swarm.fetch();
        Await.until("it has begun", FETCH, () -> seeder.sentBytes() > 4 * PIECE, fetch::transcript);
        swarm.tracker().running().kill();
        swarm.awaitEnd(fetch);
    }

    @Test
    void aFileThatIsOverwrittenDuringAFetchHarmsNobody() {
        var tracker = world.tracker();
        var file = world.sharing(tracker, "file.bin", 60_000_000, 7).file("file.bin");
        var before = FileTree.of(file);
        var infoHash = infoHash(tracker);
        var target = world.path("target");
        var fetch =
                world.user("other")
                        .startFetch("file.bin", target, tracker.endpoint(), "--give-up", "20s");
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
        assertFalse(fetch.errors().contains("ban"), fetch::errors);

        Await.until(
                "the new content is published",
                FETCH,
                () ->
                        tracker.name("file.bin").get("size").number() == 60_000_000
                                && !infoHash(tracker).equals(infoHash),
                world::transcript);
        tracker.awaitSeeders("file.bin", 1);
        var again = world.path("again");
        world.user("third").fetch("file.bin", again, tracker.endpoint()).expect(0);
        assertEquals(after, FileTree.of(again.resolve("file.bin")));
    }

    private static String infoHash(TrackerProcess tracker) {
        return tracker.name("file.bin").get("infoHash").text();
    }

    private WireSwarm swarm(long seed) {
        return new WireSwarm(world, SIZE, PIECE, seed);
    }
}
