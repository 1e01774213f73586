package io.seedpod.blackbox.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Ports;
import io.seedpod.blackbox.harness.Running;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two trackers on one truth, kept in the distribution's redis-server.
class SharedStoreIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private final World world = new World();
    private final int port = Ports.free();

    @AfterEach
    void remove() {
        world.close();
    }

    private Running redis() {
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
                                world.path("redis").toString()),
                        Map.of());
        server.awaitLine(".*Ready to accept connections.*", World.START);
        return server;
    }

    @Test
    void whatOneTrackerHearsTheOtherKnowsAndNeitherNeedsTheStoreToAnswer() {
        var redis = redis();
        var replica = "--replica=redis://127.0.0.1:" + port;
        var first = world.tracker(replica);
        var second = world.tracker(replica);
        awaitReplica(first, "connected");
        awaitReplica(second, "connected");

        // Published at the one, announced to the one, found at the other.
        var file = Content.file(world.path("content").resolve("file"), 3_000_000, 7);
        world.user("publisher").share(file, first.endpoint(), "--no-daemon");
        second.awaitSeeders("file", 1);
        var target = world.path("target");
        world.user("fetcher").fetch("file", target, second.endpoint()).expect(0);
        FileTree.of(file).requireSame(target.resolve("file"));

        redis.kill();
        awaitReplica(first, "degraded");
        assertEquals(200, first.management("/q/health/ready").status());
        assertTrue(first.management("/q/metrics").text().contains("seedpod_replica_connected 0.0"));
        assertEquals(3_000_000, first.name("file").get("size").number());

        redis();
        awaitReplica(first, "connected");
        awaitReplica(second, "connected");
        world.run("admin", "rm", "file", "--tracker", second.endpoint()).expect(0);
        Await.until(
                "the name is gone everywhere",
                SOON,
                () -> first.get(TrackerProcess.namePath("file")).status() == 404,
                world::transcript);
    }

    private static void awaitReplica(TrackerProcess tracker, String state) {
        Await.until(
                "the tracker says " + state,
                SOON,
                () -> tracker.management("/q/health/ready").text().contains(state));
    }
}
