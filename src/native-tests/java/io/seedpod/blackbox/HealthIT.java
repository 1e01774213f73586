package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.Http;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.Ports;
import io.seedpod.blackbox.harness.ProbeWatch;
import io.seedpod.blackbox.harness.Running;
import io.seedpod.blackbox.harness.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the probes say while a program starts, checks its content, works, and leaves.
class HealthIT {
    private static final Duration END = Duration.ofMinutes(1);
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void theTrackerIsLiveReadyAndStarted() {
        var tracker = world.tracker();
        requireUp(tracker.management("/q/health/live"), "loops turn");
        requireUp(tracker.management("/q/health/ready"), "serves");
        requireUp(tracker.management("/q/health/started"), "started");
        assertEquals(
                404, tracker.get("/q/health/live").status(), "probes are not on the users' port");
    }

    @Test
    void aDaemonIsReadyWhenATrackerHasAnswered() {
        var daemon = world.daemon("daemon", world.tracker());
        requireUp(daemon.management("/q/health/live"), "event loops turn");
        Await.until("ready", World.START, () -> probe(daemon, "ready") == 200);
        requireUp(daemon.management("/q/health/ready"), "can serve");
        Await.until("started", World.START, () -> probe(daemon, "started") == 200);
        requireUp(daemon.management("/q/health/started"), "initial check done");
    }

    @Test
    void aDaemonWithoutATrackerIsLiveAndNotReady() {
        var daemon = world.daemon(Host.LOCAL, "alone", "127.0.0.1:9");
        Content.file(daemon.file("file.bin"), 10_000, 1);
        requireUp(daemon.management("/q/health/live"), "event loops turn");
        Await.until("shown", World.START, () -> daemon.torrent("file.bin").isPresent());
        assertEquals(503, probe(daemon, "ready"));
    }

    /// Which answers came in a program's life, from before its first breath until after its last.
    @Test
    void aProgramIsNeitherReadyBeforeItsTimeNorAfterIt() {
        var trackerPort = Ports.free();
        var trackerLife = new ProbeWatch(world, trackerPort);
        var tracker = world.tracker("--management-port", Integer.toString(trackerPort));
        assertEquals(trackerPort, tracker.managementPort(), "what was asked for is what it tells");
        trackerLife.await("ready", 200);

        Content.file(world.path("daemon-checking").resolve("file.bin"), 1_000_000, 1);
        var daemonPort = Ports.free();
        var daemonLife = new ProbeWatch(world, daemonPort);
        var daemon =
                world.daemon(
                        "checking", tracker, "--management-port", Integer.toString(daemonPort));
        assertEquals(daemonPort, daemon.managementPort(), "what was asked for is what it tells");
        daemonLife.await("ready", 200);
        daemonLife.await("started", 200);
        daemon.awaitComplete("file.bin", END);

        end(daemon.running());
        end(tracker.running());
        for (var life : List.of(daemonLife, trackerLife)) {
            life.await("live", ProbeWatch.NOBODY);
            life.requireOrder("live", ProbeWatch.NOBODY, 200, ProbeWatch.NOBODY);
            life.requireOrder("ready", ProbeWatch.NOBODY, 503, 200, 503, ProbeWatch.NOBODY);
            life.requireOrder("started", ProbeWatch.NOBODY, 503, 200, ProbeWatch.NOBODY);
        }
    }

    private static void end(Running running) {
        running.signal("TERM");
        assertEquals(0, running.awaitExit(END), running::transcript);
    }

    private static int probe(PeerDaemon daemon, String name) {
        return daemon.management("/q/health/" + name).status();
    }

    /// UP, as JSON, because of this check.
    private static void requireUp(Http.Reply reply, String check) {
        var json = reply.expect(200).json();
        assertEquals("UP", json.get("status").text());
        assertTrue(reply.contentType().startsWith("application/json"), reply::contentType);
        assertEquals(
                List.of(check),
                json.get("checks").list().stream().map(it -> it.get("name").text()).toList());
    }
}
