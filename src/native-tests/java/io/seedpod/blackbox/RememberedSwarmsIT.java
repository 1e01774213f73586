package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.StockPeer;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who was in a swarm before the tracker ended is in it when it comes back.
class RememberedSwarmsIT {
    private static final byte[] TORRENT =
            "twenty bytes exactly".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final Duration END = Duration.ofMinutes(1);
    private static final String STATE = "swarms.state";

    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    private static StockPeer peer(int port, long left) {
        return new StockPeer(Host.LOCAL, TORRENT, port, left);
    }

    private static List<String> seeders(TrackerProcess tracker) {
        return peer(40_009, 5).announceByHttp(tracker.url());
    }

    @Test
    void aRestartForgetsNobody() {
        var tracker = world.tracker();
        peer(40_001, 0).announceByHttp(tracker.url());
        peer(40_002, 0).announceByUdp("127.0.0.1", tracker.port());
        tracker.running().signal("TERM");
        assertEquals(0, tracker.running().awaitExit(END), tracker.running()::transcript);
        var again = tracker.again();
        assertEquals(
                List.of("127.0.0.1:40001", "127.0.0.1:40002"),
                seeders(again).stream().sorted().toList());
        // Who announces comes before those who were only remembered.
        peer(40_003, 0).announceByHttp(again.url());
        assertEquals("127.0.0.1:40003", seeders(again).getFirst());
    }

    @Test
    void aKillForgetsWhatTheLastTenSecondsBroughtAtMost() {
        var tracker = world.tracker();
        peer(40_001, 0).announceByHttp(tracker.url());
        Await.until("swarms written", END, () -> Files.size(tracker.data().resolve(STATE)) > 60);
        tracker.running().kill();
        assertEquals(List.of("127.0.0.1:40001"), seeders(tracker.again()));
    }

    @Test
    void whatCannotBeReadIsSetAsideAndTheTrackerStarts() throws IOException {
        var tracker = world.tracker();
        tracker.running().kill();
        Files.writeString(tracker.data().resolve(STATE), "no swarms at all");
        var again = tracker.again();
        assertEquals(List.of(), seeders(again));
        assertTrue(again.running().errors().contains("set aside as"), again.running()::errors);
        try (var files = Files.list(tracker.data())) {
            assertEquals(
                    1,
                    files.filter(
                                    file ->
                                            file.getFileName()
                                                    .toString()
                                                    .startsWith(STATE + ".corrupt-"))
                            .count());
        }
    }
}
