package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.SilentPeer;
import io.seedpod.blackbox.harness.TorrentFile;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.WireVisitor;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What options of transfers do, as peers, a file system and who reads metrics see it.
class TransferOptionsIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int SIZE = 300_000;
    private static final String KP_REQUEST = "10:kp_requesti1048576e";
    private final World world = new World();
    private final TrackerProcess tracker = world.tracker();

    @AfterEach
    void remove() {
        world.close();
    }

    private PeerDaemon sharing(String... options) {
        var daemon = world.daemon("sharer", tracker, options);
        Content.file(daemon.file("file.bin"), SIZE, 1);
        tracker.awaitSeeders("file.bin", 1);
        return daemon;
    }

    private WireVisitor visitor(PeerDaemon daemon, boolean busy) {
        var infoHash = daemon.torrent("file.bin").orElseThrow().get("infoHash").text();
        return world.owns(new WireVisitor(daemon.port(), HexFormat.of().parseHex(infoHash), busy));
    }

    private void await(String what, Callable<Boolean> condition) {
        Await.until(what, SOON, condition, world::transcript);
    }

    private static double metric(PeerDaemon daemon, String name) {
        return daemon.management("/q/metrics")
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /// Three are served at once: two, and one more. After ten seconds somebody else's turn comes;
    /// in turn it would be the first one's place that he gets.
    @Test
    void slotsAreAsManyAsWasSaidAndTheFastestKeepsHis() {
        var daemon = sharing("--upload-slots", "2", "--fastest-first");
        var visitors = new ArrayList<WireVisitor>();
        for (int i = 0; i < 3; i++) {
            var visitor = visitor(daemon, i == 0);
            visitors.add(visitor);
            await("a slot for number " + i, visitor::isServed);
        }
        var busy = visitors.getFirst();
        for (int i = 0; i < 3; i++) {
            var late = visitor(daemon, false);
            visitors.add(late);
            await("a word for one too many", late::isGreeted);
        }
        await("blocks", () -> busy.received() > 1_000_000);
        // One loses his place, and another hears it: for a moment there are two or four.
        await("three served", () -> visitors.stream().filter(WireVisitor::isServed).count() == 3);
        await("another's turn", () -> visitors.stream().anyMatch(WireVisitor::wasLeftOut));
        var before = busy.received();
        await("more blocks", () -> busy.received() > before + 500_000);
        assertTrue(busy.isServed());
        assertFalse(busy.wasLeftOut());
        assertTrue(visitors.get(0).offer().contains(KP_REQUEST), visitors.get(0).offer());
    }

    @Test
    void connectionsAreNoMoreAndRequestsNoLongerThanWasSaid() {
        var daemon = sharing("--max-connections", "3", "--max-request", "16KiB");
        var three = new ArrayList<WireVisitor>();
        for (int i = 0; i < 3; i++) {
            three.add(visitor(daemon, false));
        }
        await("three let in", () -> three.stream().noneMatch(it -> it.offer().isEmpty()));
        var fourth = visitor(daemon, false);
        await("the fourth turned away", fourth::isClosed);
        assertFalse(fourth.isGreeted());
        await("three counted", () -> metric(daemon, "seedpod_connections_open ") == 3);
        await(
                "one refused",
                () -> metric(daemon, "seedpod_connections_refused_total{reason=\"full\"") == 1);
        three.getFirst().close();
        await(
                "room for another",
                () -> {
                    var next = visitor(daemon, false);
                    await("an answer", () -> next.isGreeted() || next.isClosed());
                    return next.isGreeted();
                });
        assertTrue(three.stream().noneMatch(it -> it.offer().contains("kp_request")));
    }

    /// Peers that are there and silent: each keeps a dial busy for some seconds.
    @Test
    void fewAreDialledAtOnceAndRoomIsTakenBeforehand() throws IOException {
        var file = Content.file(world.path("origin").resolve("file.bin"), 5_000_000, 2);
        var torrent = TorrentFile.of(file, 1 << 18, tracker.announceUrl());
        var count = new SilentPeer.Count();
        for (int i = 0; i < 8; i++) {
            world.owns(new SilentPeer(count)).announce(tracker.url(), torrent);
        }
        var source = torrent.write(world.folder().resolve("file.torrent")).toString();
        var thrifty = world.path("thrifty");
        var fetch =
                world.user("thrifty")
                        .startFetch(
                                source,
                                thrifty,
                                tracker.endpoint(),
                                "--max-half-open",
                                "2",
                                "--preallocate",
                                "--wait");
        await("several dialled", () -> count.all() >= 4);
        assertEquals(2, count.most());
        var part = thrifty.resolve("file.bin.part");
        await("room", () -> allocated(part) >= 5_000_000);
        assertTrue(fetch.isAlive());
        fetch.signal("KILL");

        var generous = world.path("generous");
        var other =
                world.user("generous").startFetch(source, generous, tracker.endpoint(), "--wait");
        await("all dialled", () -> count.most() == 8);
        assertTrue(allocated(generous.resolve("file.bin.part")) < 1_000_000);
        assertTrue(other.isAlive());
    }

    /// Bytes that a file takes on disk.
    private static long allocated(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        var stat =
                new ProcessBuilder(List.of("stat", "-c", "%b %B", file.toString()))
                        .redirectErrorStream(true)
                        .start();
        try (var output = stat.inputReader()) {
            var words = output.readLine().split(" ", -1);
            return Long.parseLong(words[0]) * Long.parseLong(words[1]);
        }
    }
}
