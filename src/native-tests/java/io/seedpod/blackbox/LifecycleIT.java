package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.Http;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.TorrentFile;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.WireSeeder;
import io.seedpod.blackbox.harness.WireSeeder.Behaviour;
import io.seedpod.blackbox.harness.World;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Probes, metrics, and the ways to end.
class LifecycleIT {
    private static final Duration END = Duration.ofSeconds(30);
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void theTrackerIsLiveReadyAndStarted() {
        var tracker = world.tracker();
        for (var probe : new String[] {"live", "ready", "started"}) {
            assertUp(tracker.management("/q/health/" + probe));
        }
        assertEquals(
                404, tracker.get("/q/health/live").status(), "probes are not on the users' port");
    }

    @Test
    void aDaemonIsReadyWhenATrackerHasAnswered() {
        var tracker = world.tracker();
        var daemon = world.daemon("daemon", tracker);
        assertUp(daemon.management("/q/health/live"));
        assertUp(daemon.management("/q/health/started"));
        Await.until(
                "ready", World.START, () -> daemon.management("/q/health/ready").status() == 200);
    }

    @Test
    void aDaemonWithoutATrackerIsLiveAndNotReady() {
        var daemon = world.daemon(io.seedpod.blackbox.harness.Host.LOCAL, "alone", "127.0.0.1:9");
        Content.file(daemon.folder().resolve("file.bin"), 10_000, 1);
        assertUp(daemon.management("/q/health/live"));
        Await.until("shown", World.START, () -> daemon.torrent("file.bin").isPresent());
        assertEquals(503, daemon.management("/q/health/ready").status());
    }

    @Test
    void metricsCountWhatHappened() {
        var tracker = world.tracker();
        var daemon = world.daemon("daemon", tracker);
        Content.file(daemon.folder().resolve("file.bin"), 400_000, 1);
        tracker.awaitSeeders("file.bin", 1);
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
                        tracker.endpoint())
                .expect(0);

        Await.until(
                "announces counted",
                END,
                () -> metric(tracker.management("/q/metrics").text(), "seedpod_.*announce.*") > 0);
        Await.until(
                "upload counted",
                END,
                () ->
                        metric(daemon.management("/q/metrics").text(), "seedpod_.*upload.*")
                                >= 400_000);
    }

    /// The sum of the samples whose names match.
    private static double metric(String exposition, String name) {
        return exposition
                .lines()
                .filter(line -> line.matches(name) && !line.startsWith("#"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalEndsTheTrackerCleanly(String signal) {
        var tracker = world.tracker();
        tracker.running().signal(signal);
        assertEquals(0, tracker.running().awaitExit(END), tracker.running()::transcript);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalMakesADaemonLeaveItsSwarms(String signal) {
        var tracker = world.tracker();
        var daemon = world.daemon("daemon", tracker);
        Content.file(daemon.folder().resolve("file.bin"), 400_000, 1);
        tracker.awaitSeeders("file.bin", 1);
        daemon.running().signal(signal);
        assertEquals(0, daemon.running().awaitExit(END), daemon.running()::transcript);
        assertEquals(0, tracker.name("file.bin").get("seeders").number(), "gone at once");
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aFetchThatIsInterruptedSaysSo(String signal, int exit) {
        var tracker = world.tracker();
        var content = new byte[4_000_000];
        var torrent = publishSlowly(tracker, content);
        var target = world.path("target");
        var fetch =
                world.peer(
                        "fetcher",
                        "get",
                        torrent,
                        "-o",
                        target + "/",
                        "--exit",
                        "--port",
                        "0",
                        "--tracker",
                        tracker.endpoint());
        Await.until(
                "it has begun",
                END,
                () -> Files.exists(target.resolve("slow.bin.part")),
                fetch::transcript);
        fetch.signal(signal);
        assertEquals(exit, fetch.awaitExit(END), fetch::transcript);
    }

    /// A torrent whose one seeder would take minutes.
    private String publishSlowly(TrackerProcess tracker, byte[] content) {
        var file = Content.file(world.path("slow").resolve("slow.bin"), content.length, 7);
        var torrent = TorrentFile.of(file, 1 << 16, tracker.announceUrl());
        var seeder = world.owns(new WireSeeder(read(file), 1 << 16, torrent, Behaviour.slow(500)));
        seeder.announce(tracker.url());
        return torrent.write(world.folder().resolve("slow.torrent")).toString();
    }

    private static byte[] read(java.nio.file.Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @Test
    void aDaemonStartsAgainAndSharesWhatItShared() {
        var tracker = world.tracker();
        var daemon = world.daemon("daemon", tracker);
        Content.file(daemon.folder().resolve("file.bin"), 400_000, 1);
        tracker.awaitSeeders("file.bin", 1);
        daemon.running().kill();
        PeerDaemon again = daemon.again();
        again.awaitComplete("file.bin", END);
        tracker.awaitSeeders("file.bin", 1);
    }

    private static void assertUp(Http.Reply reply) {
        assertEquals(200, reply.status(), reply::text);
        assertEquals("UP", reply.json().get("status").text());
        assertTrue(reply.contentType().startsWith("application/json"), reply::contentType);
    }
}
