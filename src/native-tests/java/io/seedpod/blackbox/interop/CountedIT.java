package io.seedpod.blackbox.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Network;
import io.seedpod.blackbox.harness.NetworkHost;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/// Who gave what and how fast, read from the interfaces and never from our own statistics.
@Isolated("measures time")
@Execution(ExecutionMode.SAME_THREAD)
class CountedIT {
    private static final String NAME = "file.bin";
    private static final int SIZE = 200_000_000;
    private static final int MEGABITS = 200;

    /// What a fetch takes besides the transfer must be small beside it, on a busy machine, too.
    private static final int SLOW = MEGABITS / 4;

    private static final double OVERHEAD = 1.06;
    private static final Duration FETCH = Duration.ofMinutes(4);
    private final Network network = new Network();
    private final World world = new World();
    private final NetworkHost trackerHost = network.host();

    @AfterEach
    void remove() {
        world.close();
        network.close();
    }

    @Test
    void twoLeechersGiveToEachOther() {
        var tracker = world.tracker(trackerHost);
        var first = network.host();
        var seeder = seeder(first, "first", tracker, SIZE, 1);
        first.shape(MEGABITS / 2);
        var hosts = List.of(network.host(), network.host());
        var leechers =
                List.of(
                        world.daemon(hosts.get(0), "second", tracker.endpoint()),
                        world.daemon(hosts.get(1), "third", tracker.endpoint()));
        var sentBefore = first.sentBytes();

        leechers.forEach(leecher -> leecher.fetch(NAME).requireSuccess());
        leechers.forEach(leecher -> leecher.awaitComplete(NAME, FETCH));

        var sent = first.sentBytes() - sentBefore;
        assertTrue(sent <= 1.4 * SIZE, "the first sent " + sent + " for " + SIZE);
        for (var host : hosts) {
            assertTrue(
                    host.sentBytes() >= 0.25 * SIZE, host.address() + " sent " + host.sentBytes());
            assertTrue(
                    host.receivedBytes() >= SIZE,
                    host.address() + " received " + host.receivedBytes());
        }
        for (var leecher : leechers) {
            FileTree.of(seeder.folder().resolve(NAME)).requireSame(leecher.folder().resolve(NAME));
        }
    }

    @Test
    void twoSeedersTakeLittleMoreThanHalfTheTimeOfOne() {
        var tracker = world.tracker(trackerHost);
        var first = network.host();
        seeder(first, "first", tracker, SIZE, 2);
        first.shape(SLOW);
        var fromOne = nanosToFetch(tracker, "from-one");

        var second = network.host();
        seeder(second, "second", tracker, SIZE, 2);
        tracker.awaitSeeders(NAME, 2);
        second.shape(SLOW);
        var before = second.sentBytes();
        var fromTwo = nanosToFetch(tracker, "from-two");

        assertTrue(second.sentBytes() - before > SIZE / 4, "the second gave its part");
        assertTrue(
                fromTwo * 1.7 <= fromOne,
                "from one %.2f s, from two %.2f s".formatted(fromOne / 1e9, fromTwo / 1e9));
        assertTrue(
                fromOne >= SIZE * 8.0 / SLOW / 1.1 * 1e3,
                "the shape held: " + fromOne / 1e9 + " s");
    }

    /// Time from asking a fresh daemon to its last verified byte; it leaves the swarm afterwards.
    private long nanosToFetch(TrackerProcess tracker, String name) {
        var leecher = world.daemon(network.host(), name, tracker.endpoint());
        var started = System.nanoTime();
        leecher.fetch(NAME).requireSuccess();
        leecher.awaitComplete(NAME, FETCH);
        var elapsed = System.nanoTime() - started;
        leecher.running().signal("TERM");
        assertEquals(0, leecher.running().awaitExit(World.START), leecher.running()::transcript);
        return elapsed;
    }

    @Test
    void aSeederKilledInTheMiddleCostsNothingTwice() {
        var size = SIZE / 4;
        var tracker = world.tracker(trackerHost);
        var hosts = List.of(network.host(), network.host());
        var dying = seeder(hosts.get(0), "dying", tracker, size, 3);
        seeder(hosts.get(1), "staying", tracker, size, 3);
        tracker.awaitSeeders(NAME, 2);
        hosts.forEach(host -> host.shape(MEGABITS / 4));

        var leecherHost = network.host();
        var leecher = world.daemon(leecherHost, "leecher", tracker.endpoint());
        leecher.fetch(NAME).requireSuccess();
        Await.until(
                "a third is there",
                FETCH,
                () -> hosts.get(0).sentBytes() > size / 6,
                leecher.running()::transcript);
        dying.running().kill();
        leecher.awaitComplete(NAME, FETCH);

        assertTrue(
                leecherHost.receivedBytes() <= size * OVERHEAD + 4_000_000,
                "received " + leecherHost.receivedBytes() + " for " + size);
        FileTree.of(dying.folder().resolve(NAME)).requireSame(leecher.folder().resolve(NAME));
    }

    @Test
    void aFifthOfAllDatagramsLostStillSharesAndFinds() {
        var tracker = world.tracker(trackerHost);
        trackerHost.loseUdp(20);
        var hosts = List.of(network.host().loseUdp(20), network.host().loseUdp(20));
        var file = Content.file(world.path("origin").resolve(NAME), 5_000_000, 4);
        world.user(hosts.get(0), "first").share(file, tracker.endpoint(), "--udp-only");
        tracker.awaitSeeders(NAME, 1);
        var target = world.path("target");
        var fetch =
                world.user(hosts.get(1), "second")
                        .startFetch(NAME, target, tracker.endpoint(), "--udp-only", "--wait=60s");
        assertEquals(0, fetch.awaitExit(FETCH), fetch::transcript);
        FileTree.of(file).requireSame(target.resolve(NAME));
    }

    @Test
    void afterAKillOnlyTheRestIsFetched() {
        var size = SIZE / 4;
        var tracker = world.tracker(trackerHost);
        var first = network.host();
        var seeder = seeder(first, "first", tracker, size, 5);
        first.shape(MEGABITS / 4);
        var host = network.host();
        var leecher = world.daemon(host, "leecher", tracker.endpoint());
        leecher.fetch(NAME).requireSuccess();
        Await.until(
                "half is verified",
                FETCH,
                () -> verified(leecher) > size / 2,
                leecher.running()::transcript);
        leecher.running().kill();
        var before = host.receivedBytes();

        var again = leecher.again();
        again.awaitComplete(NAME, FETCH);
        var rest = host.receivedBytes() - before;
        assertTrue(rest <= 0.6 * size * OVERHEAD, "received again: " + rest + " of " + size);
        FileTree.of(seeder.folder().resolve(NAME)).requireSame(again.folder().resolve(NAME));
    }

    private static long verified(PeerDaemon leecher) {
        return leecher.torrent(NAME).orElseThrow().get("verifiedLength").number();
    }

    private PeerDaemon seeder(
            NetworkHost host, String name, TrackerProcess tracker, int size, long seed) {
        Path folder = world.path("daemon-" + name);
        Content.file(folder.resolve(NAME), size, seed);
        var daemon = world.daemon(host, name, tracker.endpoint());
        Await.until(
                "published", FETCH, () -> daemon.isComplete(NAME), daemon.running()::transcript);
        tracker.awaitSeeders(NAME, 1);
        return daemon;
    }
}
