package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.UdpTracker;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The ways to a tracker: UDP, HTTP, either address family, UDP alone.
class TransportIT {
    private static final int SIZE = 1_500_000;
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:%d",
                "localhost:%d",
                "udp://127.0.0.1:%d",
                "http://127.0.0.1:%d/announce",
                "[::1]:%d",
                "udp://[::1]:%d",
                "http://[::1]:%d/announce"
            })
    void shareAndFetchThroughATrackerGivenAs(String form) {
        var tracker = world.tracker();
        var address = form.formatted(tracker.port());
        var file = Content.file(world.path("here").resolve("file.bin"), SIZE, 1);
        world.user("sharer").share(file, address);
        tracker.awaitSeeders("file.bin", 1);
        if (form.contains("[::1]")) {
            var infoHash = tracker.name("file.bin").get("infoHash").text();
            var seeder = tracker.swarm(infoHash).getFirst().get("endpoint").text();
            assertTrue(seeder.startsWith("[::1]:"), seeder);
        }
        fetch(file, address);
    }

    @Test
    void udpAloneIsEnough() {
        var tracker = world.tracker();
        var address = tracker.endpoint();
        var file = Content.file(world.path("here").resolve("file.bin"), SIZE, 2);
        world.user("sharer").share(file, address, "--udp-only");
        tracker.awaitSeeders("file.bin", 1);
        assertTrue(
                !tracker.name("file.bin").get("hasTorrent").truth(), "published without a torrent");
        fetch(file, address, "--udp-only");
        world.user("stranger")
                .fetch("no such name", world.path("there"), address, "--udp-only")
                .expect(4);
    }

    private void fetch(Path file, String address, String... further) {
        var target = world.path("there");
        world.user("fetcher").fetch("file.bin", target, address, further).expect(0);
        FileTree.of(file).requireSame(target.resolve("file.bin"));
    }

    @Test
    void aNameIsFoundByEightBytesOfActionAndPadding() throws IOException {
        var tracker = world.tracker();
        world.sharing(tracker, "file.bin", SIZE, 3);
        try (var udp = new UdpTracker("127.0.0.1", tracker.port())) {
            var found = udp.lookUp("file.bin");
            assertEquals(0, found.getInt(0), "status: found");
            var infoHash = new byte[20];
            found.get(4, infoHash);
            assertEquals(
                    tracker.name("file.bin").get("infoHash").text(),
                    HexFormat.of().formatHex(infoHash));
            assertEquals(SIZE, found.getLong(24), "size");
            assertEquals(1, found.getInt(36), "seeders");
            assertEquals(1, udp.lookUp("nothing of that name").getInt(0), "status: not found");
        }
    }
}
