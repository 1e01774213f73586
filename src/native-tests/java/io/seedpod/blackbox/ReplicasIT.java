package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.Running;
import io.seedpod.blackbox.harness.StockPeer;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Three trackers that know nothing of one another, of which any two are killed at a time, while
/// peers publish, fetch and announce all the while.
class ReplicasIT {
    private static final int SIZE = 500_000;
    private static final long PAUSE_NANOS = 5_000_000;

    /// Between two files: a fast machine would publish more than are found again in time.
    private static final long PUBLISH_PAUSE_NANOS = 200_000_000;

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final byte[] SWARM = "twenty bytes exactly".getBytes(StandardCharsets.US_ASCII);

    private final World world = new World();
    private final ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();
    private final List<TrackerProcess> trackers = new CopyOnWriteArrayList<>();

    /// Names whose publication was acknowledged.
    private final List<String> published = new CopyOnWriteArrayList<>();

    private volatile boolean over;

    @AfterEach
    void remove() throws InterruptedException {
        over = true;
        others.shutdown();
        assertTrue(others.awaitTermination(1, TimeUnit.MINUTES));
        world.close();
    }

    @Test
    void anyTwoOfThreeMayBeKilledWhilePeersPublishFetchAndAnnounce() throws Exception {
        for (int i = 0; i < 3; i++) {
            trackers.add(world.tracker());
        }
        var all = trackers.stream().map(TrackerProcess::endpoint).collect(Collectors.joining(","));
        var publishing = publishAllTheWhile(world.daemon(Host.LOCAL, "publisher", all));
        announceAllTheWhile();
        awaitMore(3);

        var fetches = startFetches("a", all);
        kill(0, 1);
        requireFetched("a", fetches);
        awaitMore(3);
        requireFetched("b", startFetches("b", all));

        // One of them comes back with nothing, and is soon the only one.
        World.delete(trackers.get(0).data());
        restart(0);
        restart(1);
        awaitAllKnown(0);
        awaitAllKnown(1);
        fetches = startFetches("c", all);
        kill(1, 2);
        requireFetched("c", fetches);
        awaitMore(3);
        over = true;
        publishing.get(1, TimeUnit.MINUTES);

        awaitAllKnown(0);
        requireFetched("d", startFetches("d", trackers.get(0).endpoint()));
    }

    /// Each publication is acknowledged: a tracker is there at any time.
    private Future<?> publishAllTheWhile(PeerDaemon daemon) {
        return others.submit(
                () -> {
                    for (int i = 0; !over; i++) {
                        var name = "file-" + i;
                        var file = Content.file(world.path("content").resolve(name), SIZE, i);
                        daemon.share(file, name).requireSuccess();
                        published.add(name);
                        LockSupport.parkNanos(PUBLISH_PAUSE_NANOS);
                    }
                    return null;
                });
    }

    private void announceAllTheWhile() {
        others.execute(
                () -> {
                    for (int i = 0; !over; i++) {
                        var peer = new StockPeer(Host.LOCAL, SWARM, 40_000 + i % 1_000, i % 2);
                        trackers.forEach(tracker -> announce(peer, tracker));
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                });
    }

    private static void announce(StockPeer peer, TrackerProcess tracker) {
        try {
            peer.announceByHttp(tracker.url());
        } catch (RuntimeException | AssertionError _) {
            // That one is not there now.
        }
    }

    private void awaitMore(int count) {
        int wanted = published.size() + count;
        Await.until(
                count + " more were published",
                SOON,
                () -> published.size() >= wanted,
                world::transcript);
    }

    private void kill(int one, int other) {
        trackers.get(one).running().kill();
        trackers.get(other).running().kill();
    }

    private void restart(int index) {
        trackers.set(index, trackers.get(index).again());
    }

    /// Fetches of the last two that were published.
    private List<Running> startFetches(String round, String from) {
        var running = new ArrayList<Running>();
        for (var name : List.copyOf(published).reversed().subList(0, 2)) {
            var target = world.path(round).resolve(name);
            running.add(world.user(round + "-" + name).startFetch(name, target, from));
        }
        return running;
    }

    private void requireFetched(String round, List<Running> fetches) throws Exception {
        for (var fetch : fetches) {
            World.Result.of(fetch).expect(0);
        }
        try (var targets = Files.list(world.path(round))) {
            for (var target : targets.toList()) {
                var name = String.valueOf(target.getFileName());
                FileTree.of(world.path("content").resolve(name)).requireSame(target.resolve(name));
            }
        }
    }

    private void awaitAllKnown(int index) {
        for (var name : List.copyOf(published)) {
            Await.until(
                    "tracker " + index + " knows " + name,
                    SOON,
                    () -> trackers.get(index).name(name).get("seeders").number() >= 1,
                    world::transcript);
        }
    }
}
