package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Http;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.UdpTracker;
import io.seedpod.blackbox.harness.WireSeeder.Behaviour;
import io.seedpod.blackbox.harness.WireSwarm;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Metrics, and the ways to end. Probes are in [HealthIT].
class LifecycleIT {
    private static final Duration END = Duration.ofMinutes(1);
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void metricsCountWhatHappened() {
        var tracker = world.tracker();
        var daemon = world.sharing(tracker, "file.bin", 400_000, 1);
        var target = world.path("target");
        world.user("other").fetch("file.bin", target, tracker.endpoint()).expect(0);

        Await.until(
                "announces counted",
                END,
                () ->
                        metric(tracker.management("/q/metrics"), "seedpod_announces_total\\{.*") > 1
                                && metric(tracker.management("/q/metrics"), "seedpod_names .*")
                                        == 1);
        Await.until(
                "upload counted",
                END,
                () ->
                        metric(daemon.management("/q/metrics"), "seedpod_uploaded_bytes_total.*")
                                >= 400_000);
    }

    /// The sum of the samples whose names match.
    private static double metric(Http.Reply exposition, String name) {
        return exposition
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.matches(name) && !line.startsWith("#"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalEndsTheTrackerCleanly(String signal) throws IOException {
        var tracker = world.tracker();
        try (var udp = new UdpTracker("127.0.0.1", tracker.port())) {
            udp.connect();
        }
        tracker.running().signal(signal);
        assertEquals(0, tracker.running().awaitExit(END), tracker.running()::transcript);
        // Its ports are free at once, and what it knew is there.
        var again = tracker.again();
        assertEquals(tracker.port(), again.port());
        again.get("/api/v1/names").expect(200).json().get("names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalMakesADaemonLeaveItsSwarms(String signal) {
        var tracker = world.tracker();
        var daemon = world.sharing(tracker, "file.bin", 400_000, 1);
        daemon.running().signal(signal);
        assertEquals(0, daemon.running().awaitExit(END), daemon.running()::transcript);
        tracker.awaitLeft("file.bin", 0);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aFetchThatIsInterruptedSaysSo(String signal, int exit) {
        var swarm = new WireSwarm(world, 4_000_000, 1 << 16, 7);
        // It would take minutes.
        swarm.seeder(Behaviour.slow(500));
        var fetch = swarm.fetch();
        Await.until(
                "it has begun",
                END,
                () -> Files.exists(swarm.target().resolve(WireSwarm.NAME + ".part")),
                fetch::transcript);
        fetch.signal(signal);
        assertEquals(exit, fetch.awaitExit(END), fetch::transcript);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aFetchThatIsCompleteAndSeedsEndsWithZero(String signal) {
        var tracker = world.tracker();
        world.sharing(tracker, "file.bin", 400_000, 1);
        var fetch =
                world.user("other")
                        .start(
                                "get",
                                "file.bin",
                                "-o",
                                world.path("target") + "/",
                                "--port",
                                "0",
                                "--tracker",
                                tracker.endpoint());
        fetch.awaitLine("^verified +file\\.bin", END);
        tracker.awaitSeeders("file.bin", 2);
        fetch.signal(signal);
        assertEquals(0, fetch.awaitExit(END), fetch::transcript);
        tracker.awaitLeft("file.bin", 1);
    }

    @Test
    void aDaemonStartsAgainAndSharesWhatItShared() {
        var tracker = world.tracker();
        var daemon = world.sharing(tracker, "file.bin", 400_000, 1);
        daemon.running().kill();
        PeerDaemon again = daemon.again();
        again.awaitComplete("file.bin", END);
        tracker.awaitSeeders("file.bin", 1);
    }
}
