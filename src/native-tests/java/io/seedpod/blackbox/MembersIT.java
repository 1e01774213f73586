package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.Json;
import io.seedpod.blackbox.harness.StockPeer;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The list of peers, and what becomes of those who have gone without a word.
class MembersIT {
    private static final byte[] TORRENT =
            "twenty bytes exactly".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final Duration SOON = Duration.ofMinutes(1);

    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    private static Json.Node peers(TrackerProcess tracker, String query) {
        return tracker.get("/api/v1/peers" + query).expect(200).json();
    }

    @Test
    void everyDaemonIsListedWithWhatItHolds() {
        var tracker = world.tracker();
        var idle = world.daemon("idle", tracker);
        world.sharing(tracker, "file.bin", 400_000, 1);
        Await.until(
                "both are listed", SOON, () -> peers(tracker, "").get("peers").list().size() == 2);

        var all = peers(tracker, "").get("peers").list();
        var seeding = all.stream().filter(peer -> !peer.get("torrents").list().isEmpty()).toList();
        assertEquals(1, seeding.size());
        var held = seeding.getFirst().get("torrents").list();
        assertEquals(1, held.size());
        assertEquals("file.bin", held.getFirst().get("name").text());
        assertEquals("seeder", held.getFirst().get("state").text());
        assertEquals(0, held.getFirst().get("left").number());
        assertTrue(held.getFirst().get("since").text().matches("20\\d\\d-.*Z"));
        // They are no torrent, and their list is no swarm that anybody lacks.
        var counts = tracker.get("/api/v1/tracker").expect(200).json();
        assertEquals(1, counts.get("swarms").number());
        assertEquals(1, counts.get("seeders").number());
        assertTrue(idle.running().isAlive());

        var first = peers(tracker, "?limit=1");
        var second = peers(tracker, "?limit=1&after=" + first.get("next").text());
        assertEquals(
                all.stream().map(peer -> peer.get("endpoint").text()).toList(),
                List.of(
                        first.get("peers").list().getFirst().get("endpoint").text(),
                        second.get("peers").list().getFirst().get("endpoint").text()));
        assertFalse(second.has("next"));
        for (var wrong : new String[] {"?limit=0", "?limit=1001", "?after=nobody"}) {
            var reply = tracker.get("/api/v1/peers" + wrong).expect(400);
            assertTrue(reply.contentType().startsWith("application/problem+json"));
        }

        world.user("other")
                .run("ls", "--peers", "--tracker", tracker.endpoint())
                .expect(0)
                .mentions(seeding.getFirst().get("endpoint").text());

        idle.running().signal("TERM");
        idle.running().awaitExit(SOON);
        Await.until(
                "it is gone at once",
                TrackerProcess.FAREWELL,
                () -> peers(tracker, "").get("peers").list().size() == 1);
    }

    /// Nobody listens at its port, and nothing but silence is heard of it.
    @Test
    void whoHasGoneWithoutAWordIsAskedWhetherItIsThere() {
        var tracker = world.tracker("--stock-interval", "4s");
        new StockPeer(Host.LOCAL, TORRENT, 1, 0).announceByHttp(tracker.url());
        var asker = new StockPeer(Host.LOCAL, TORRENT, 40_009, 5);
        Await.until(
                "the silent one was asked",
                SOON,
                () -> {
                    asker.announceByUdp("127.0.0.1", tracker.port());
                    return tracker.management("/q/metrics")
                            .text()
                            .contains("seedpod_probes_total{outcome=\"refused\"} 1");
                });
    }
}
