package io.seedpod.blackbox.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.AnnounceText;
import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Caller;
import io.seedpod.blackbox.harness.Http;
import io.seedpod.blackbox.harness.SmallDisk;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A tracker whose disk takes no more: it says so, loses nothing that it acknowledged, goes on
/// answering announces, and publishes again when there is room.
class FullDiskIT {
    private static final int DISK = 1 << 20;
    private static final String HASH = "ab".repeat(20);

    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    private static Http.Reply publish(TrackerProcess tracker, String name) {
        var body = "{\"infoHash\":\"" + HASH + "\",\"size\":5}";
        return Http.put(
                tracker.url() + TrackerProcess.namePath(name),
                "application/json",
                body.getBytes(StandardCharsets.US_ASCII));
    }

    /// What is left of the journal's last page may take some.
    ///
    /// @param kept the names that were taken, to be added to
    private static Http.Reply publishUntilRefused(
            TrackerProcess tracker, String prefix, List<String> kept) {
        for (int i = 0; i < 500; i++) {
            var reply = publish(tracker, prefix + i);
            if (reply.status() != 201) {
                return reply;
            }
            kept.add(prefix + i);
        }
        throw new AssertionError("a full disk takes everything");
    }

    @Test
    void whatWasAcknowledgedStaysAndWhatWasNotIsRefused() throws Exception {
        var folder = world.path("tracker-2");
        // The first thing that this world starts, so that the tracker's folder has number 2.
        var disk = new SmallDisk(world, folder, DISK);
        var tracker = world.tracker(disk);
        assertEquals(folder, tracker.data());
        var kept = new ArrayList<String>();
        publish(tracker, "before").expect(201);
        kept.add("before");
        assertEquals(200, tracker.management("/q/health/ready").status());

        disk.fill();
        var refused = publishUntilRefused(tracker, "full-", kept);
        assertEquals(503, refused.status());
        assertEquals("application/problem+json", refused.contentType());
        assertTrue(refused.text().contains("cannot store this now"), refused::text);
        var lost = "full-" + (kept.size() - 1);
        assertEquals(404, tracker.get(TrackerProcess.namePath(lost)).status());
        var ready = tracker.management("/q/health/ready");
        assertEquals(503, ready.status());
        assertTrue(ready.text().contains("cannot be written"), ready::text);
        assertEquals(200, tracker.management("/q/health/live").status());
        try (var caller = new Caller("127.0.0.1", tracker.port())) {
            var path = AnnounceText.path("/announce", HASH, 1, 5, 5, "");
            assertTrue(caller.ask(path).expect(200).body().contains("8:interval"));
        }
        allKnown(tracker, kept);

        // Killed while it is full, and started again: every acknowledged name is there.
        tracker.running().kill();
        disk.empty();
        var again = tracker.again();
        allKnown(again, kept);
        assertEquals(404, again.get(TrackerProcess.namePath(lost)).status());
        disk.fill();
        assertEquals(503, publishUntilRefused(again, "again-", kept).status());
        disk.empty();
        Await.until(
                "it is ready again without being asked",
                World.START,
                () -> again.management("/q/health/ready").status() == 200);
        publish(again, "after").expect(201);
        kept.add("after");
        allKnown(again, kept);
    }

    private static void allKnown(TrackerProcess tracker, Iterable<String> names) {
        for (var name : names) {
            assertEquals(5, tracker.name(name).get("size").number());
        }
    }
}
