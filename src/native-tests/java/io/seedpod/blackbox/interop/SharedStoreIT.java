package io.seedpod.blackbox.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.Http;
import io.seedpod.blackbox.harness.Ports;
import io.seedpod.blackbox.harness.Running;
import io.seedpod.blackbox.harness.StockPeer;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two trackers on one truth, kept in the distribution's redis-server.
class SharedStoreIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final byte[] SWARM = "twenty bytes exactly".getBytes(StandardCharsets.US_ASCII);

    /// How soon one tracker knows what the other was told: half of all times, and every time on a
    /// machine that has other work.
    private static final long MEDIAN_MILLIS = 1_000;

    private static final long MOST_MILLIS = 4_000;

    private final World world = new World();
    private final int port = Ports.free();
    private final String replica = "--replica=redis://127.0.0.1:" + port;

    @AfterEach
    void remove() {
        world.close();
    }

    /// Empty, and on the same port each time.
    private Running redis() throws Exception {
        var folder = Files.createDirectories(world.path("redis"));
        var server =
                world.start(
                        "redis-server",
                        List.of(
                                "redis-server",
                                "--port",
                                Integer.toString(port),
                                "--bind",
                                "127.0.0.1",
                                "--save",
                                "",
                                "--dir",
                                folder.toString()),
                        Map.of());
        server.awaitLine(".*Ready to accept connections.*", World.START);
        return server;
    }

    @Test
    void whatOneTrackerHearsTheOtherKnowsWithinASecond() throws Exception {
        redis();
        var first = world.tracker(replica);
        var second = world.tracker(replica);
        awaitReplica(first, "connected");
        awaitReplica(second, "connected");
        var names = new ArrayList<Long>();
        var peers = new ArrayList<Long>();
        for (int i = 0; i < 7; i++) {
            var name = "name-" + i;
            var peer = new StockPeer(Host.LOCAL, SWARM, 40_000 + i, 0);
            names.add(millis(() -> publish(first, name).expect(201), () -> knows(second, name)));
            var shown = "127.0.0.1:" + (40_000 + i);
            peers.add(
                    millis(
                            () -> peer.announceByHttp(first.url()),
                            () -> swarm(second).contains(shown)));
        }
        for (var each : List.of(names, peers)) {
            var sorted = each.stream().sorted().toList();
            assertTrue(sorted.get(sorted.size() / 2) <= MEDIAN_MILLIS, "ms: " + names + peers);
            assertTrue(sorted.getLast() <= MOST_MILLIS, "ms: " + names + peers);
        }
    }

    private static long millis(Runnable cause, Callable<Boolean> effect) {
        cause.run();
        long told = System.nanoTime();
        Await.until("the other tracker knows", SOON, effect);
        return (System.nanoTime() - told) / 1_000_000;
    }

    private static Http.Reply publish(TrackerProcess tracker, String name) {
        var body = "{\"infoHash\":\"%s\",\"size\":5}".formatted("ab".repeat(20));
        return Http.put(
                tracker.url() + TrackerProcess.namePath(name),
                "application/json",
                body.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean knows(TrackerProcess tracker, String name) {
        return tracker.get(TrackerProcess.namePath(name)).status() == 200;
    }

    private static String swarm(TrackerProcess tracker) {
        return tracker.get("/api/v1/swarms/" + HexFormat.of().formatHex(SWARM)).text();
    }

    @Test
    void neitherTrackerNeedsTheStoreToAnswerAndBothFindItAgain() throws Exception {
        var redis = redis();
        var first = world.tracker(replica);
        var second = world.tracker(replica);
        awaitReplica(first, "connected");
        awaitReplica(second, "connected");

        // Published at the one, announced to the one, found at the other.
        var file = Content.file(world.path("content").resolve("file"), 3_000_000, 7);
        var publisher = world.user("publisher").share(file, first.endpoint(), "--no-daemon");
        second.awaitSeeders("file", 1);
        fetch(second, "before", file);

        redis.kill();
        for (var tracker : List.of(first, second)) {
            awaitReplica(tracker, "degraded");
            assertEquals(200, tracker.management("/q/health/ready").status());
            assertMetric(tracker, "seedpod_replica_connected 0.0");
            assertEquals(3_000_000, tracker.name("file").get("size").number());
        }
        // From memory: who was there is handed out, who comes is remembered.
        fetch(first, "meanwhile", file);
        new StockPeer(Host.LOCAL, SWARM, 40_001, 0).announceByHttp(first.url());
        assertTrue(swarm(first).contains("127.0.0.1:40001"));
        assertEquals(503, publish(first, "other").status());
        assertTrue(publisher.isAlive());

        redis();
        for (var tracker : List.of(first, second)) {
            awaitReplica(tracker, "connected");
            assertMetric(tracker, "seedpod_replica_connected 1.0");
        }
        Await.until(
                "what came meanwhile is known to the other",
                SOON,
                () -> swarm(second).contains("127.0.0.1:40001"),
                world::transcript);
        assertEquals(201, publish(first, "other").status());
        world.run("admin", "rm", "file", "--tracker", second.endpoint()).expect(0);
        Await.until(
                "the name is gone everywhere",
                SOON,
                () -> first.get(TrackerProcess.namePath("file")).status() == 404,
                world::transcript);
    }

    private void fetch(TrackerProcess tracker, String folder, Path file) {
        var target = world.path(folder);
        world.user("fetcher-" + folder).fetch("file", target, tracker.endpoint()).expect(0);
        FileTree.of(file).requireSame(target.resolve("file"));
    }

    private static void assertMetric(TrackerProcess tracker, String line) {
        assertTrue(tracker.management("/q/metrics").text().contains(line), line);
    }

    private static void awaitReplica(TrackerProcess tracker, String state) {
        Await.until(
                "the tracker says " + state,
                SOON,
                () -> tracker.management("/q/health/ready").text().contains("\"" + state));
    }
}
