package io.seedpod.blackbox.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.Conversation;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a peer sees and orders of a swarm by hand: trackers, peers, single pieces.
class SwarmWordsIT {
    private final World world = new World();
    private final TrackerProcess tracker = world.tracker();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void piecesAreFetchedOneByOneAndPeersConnectedByHand() throws Exception {
        var seeder = shell("seeder");
        var file = Content.file(world.path("seeder").resolve("model.bin"), 300_000, 3);
        seeder.say("seed model.bin");
        seeder.expect("shared  model.bin");
        awaitSeeders(1);
        var seederPort = port(seeder);

        var first = shell("first");
        first.say("start").expect("nothing to start");
        first.say("load model.bin").expect("loaded .*model.bin");
        first.say("/see_chunk_status").expect("have +0 of 19");
        first.say("/connect_peer 127.0.0.1 " + seederPort).expect("connected  127.0.0.1:");
        first.say("/request_download 127.0.0.1 " + seederPort + " 3")
                .expect("verified  piece 3 from 127.0.0.1:" + seederPort);
        first.say("/see_chunk_status").expect("have +1 of 19");
        first.expect("have +3$");
        first.expect("missing  0-2 4-18");
        first.say("/request_download 127.0.0.1 " + seederPort + " 19")
                .expect("piece 19 \\(expected: 0 to 18\\)");

        // The first has one piece alone; another asks it for that, and for one that it lacks.
        var second = shell("second");
        second.say("load model.bin").expect("loaded");
        var firstPort = port(first);
        second.say("/connect_peer 127.0.0.1 " + firstPort).expect("connected  127.0.0.1:");
        second.say("/request_download 127.0.0.1 " + firstPort + " 5")
                .expect("127.0.0.1:" + firstPort + " does not have piece 5");
        second.say("/request_download 127.0.0.1 " + firstPort + " 3").expect("verified  piece 3");
        second.say("/see_connected").expect("127.0.0.1:" + firstPort + " +[0-9a-f]{40}  KP");

        var isConnected = "/check_target_peer_connected 127.0.0.1 " + firstPort;
        assertEquals("true", ask(second, isConnected));
        second.say("/disconnect_peer 127.0.0.1 " + firstPort).expect("disconnected  127.0.0.1:");
        assertEquals("false", ask(second, isConnected));
        second.say("/connect_peer 127.0.0.1:" + firstPort).expect("connected  127.0.0.1:");
        assertEquals("true", ask(second, isConnected));

        first.say("start").expect("started  model.bin");
        first.expect("verified  model.bin  293 KiB");
        first.say("/see_chunk_status").expect("missing  none");
        assertEquals(-1, Files.mismatch(file, world.path("first").resolve("model.bin")));
        first.say("/quit_torrent");
        assertEquals(0, first.awaitExit());
        Await.until(
                "it is known to be gone",
                World.START,
                () -> ask(second, isConnected).equals("false"),
                world::transcript);
        second.say("/ping 127.0.0.1 " + firstPort).expect("unreachable  127.0.0.1:" + firstPort);
        second.say("/ping 127.0.0.1 " + seederPort)
                .expect("reachable  127.0.0.1:\\d+  connect \\d.*ms  handshake \\d.*ms");
    }

    @Test
    void trackersAreToldLeftAndJoinedByHand() {
        var seeder = shell("seeder");
        Content.file(world.path("seeder").resolve("model.bin"), 100_000, 4);
        seeder.say("seed model.bin");
        seeder.expect("shared  model.bin");
        awaitSeeders(1);
        seeder.say("/disconnect_tracker").expect("left  model.bin");
        awaitSeeders(0);
        seeder.say("/connect_tracker").expect("joined  model.bin");
        awaitSeeders(1);
        seeder.say("/update_status_to_tracker").expect("announced  model.bin .*seeders 1");
        assertEquals("true", ask(seeder, "/check_tracker_connected"));

        var other = shell("other");
        other.say("load model.bin").expect("loaded");
        other.say("/get_peer_set").expect("127.0.0.1:" + port(seeder));
        other.say("/see_this_peer_info").expect("id +[0-9a-f]{40}");
        other.say("/see_torrent_struct").expect("piece length +16384 bytes");
        other.expect("pieces +7");

        // Somebody else holds it: the name stays.
        other.say("start").expect("started");
        other.expect("verified  model.bin");
        awaitSeeders(2);
        seeder.say("d model.bin").expect("left  model.bin  \\(name stays: 1 others hold it\\)");
        awaitSeeders(1);
        other.say("d").expect("left  model.bin  \\(name not ours: it stays\\)");
        awaitSeeders(0);
        // Nobody else does: the name goes.
        seeder.say("c").expect("shared  model.bin");
        awaitSeeders(1);
        seeder.say("d").expect("left  model.bin  \\(name deleted\\)");
        seeder.say("ls").expect("no names");

        seeder.say("seed model.bin").expect("shared  model.bin");
        tracker.running().kill();
        assertEquals("false", ask(seeder, "/check_tracker_connected"));
    }

    /// Asks when the prompt is there again: the answer then has a line of its own.
    private static String ask(Conversation shell, String line) {
        shell.expect("> $");
        return shell.say(line).expect("^(true|false)$");
    }

    private void awaitSeeders(int count) {
        Await.until(
                count + " seeders of model.bin",
                Duration.ofSeconds(30),
                () -> tracker.name("model.bin").get("seeders").number() == count,
                world::transcript);
    }

    private Conversation shell(String user) {
        var shell =
                Conversation.atTerminal(
                        world,
                        user,
                        world.path(user),
                        "dumb",
                        "--port",
                        "0",
                        "--tracker",
                        tracker.endpoint());
        shell.expect("peer> ");
        return shell;
    }

    private static int port(Conversation shell) {
        return Integer.parseInt(shell.say("/see_this_peer_info").expect("address +\\S+:(\\d+)"));
    }
}
