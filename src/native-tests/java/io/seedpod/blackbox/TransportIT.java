package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.UdpTracker;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
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
        world.peer("sharer", "share", file.toString(), "--tracker", address, "--port", "0");
        tracker.awaitSeeders("file.bin", 1);
        fetch(file, "--tracker", address);
    }

    @Test
    void udpAloneIsEnough() {
        var tracker = world.tracker();
        var address = tracker.endpoint();
        var file = Content.file(world.path("here").resolve("file.bin"), SIZE, 2);
        world.peer(
                "sharer",
                "share",
                file.toString(),
                "--udp-only",
                "--tracker",
                address,
                "--port",
                "0");
        tracker.awaitSeeders("file.bin", 1);
        assertTrue(
                !tracker.name("file.bin").get("hasTorrent").truth(), "published without a torrent");
        fetch(file, "--udp-only", "--tracker", address);
        world.run(
                        "stranger",
                        "get",
                        "no such name",
                        "--udp-only",
                        "--exit",
                        "--port",
                        "0",
                        "--tracker",
                        address)
                .expect(4);
    }

    private void fetch(java.nio.file.Path file, String... further) {
        var target = world.path("there");
        var arguments =
                new java.util.ArrayList<>(
                        java.util.List.of(
                                "get", "file.bin", "-o", target + "/", "--exit", "--port", "0"));
        arguments.addAll(java.util.List.of(further));
        world.run("fetcher", arguments.toArray(String[]::new)).expect(0);
        FileTree.of(file).requireSame(target.resolve("file.bin"));
    }

    @Test
    void aNameIsFoundByEightBytesOfActionAndPadding() throws IOException {
        var tracker = world.tracker();
        var daemon = world.daemon("daemon", tracker);
        Content.file(daemon.folder().resolve("file.bin"), SIZE, 3);
        tracker.awaitSeeders("file.bin", 1);
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
