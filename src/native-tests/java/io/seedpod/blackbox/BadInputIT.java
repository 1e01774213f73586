package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.Programs.Program;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What users get wrong: each has an exit code of its own, a reason on standard error, and loses
/// nothing.
class BadInputIT {
    /// A look-up gives up at 5 s; the rest is for the start of a program on a busy machine.
    private static final Duration NO_HANG = Duration.ofSeconds(20);

    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void anUnknownNameIsFour() {
        var tracker = world.tracker();
        get("never published", tracker.endpoint()).expect(4).mentions("never published");
    }

    @Test
    void aNameWithoutHoldersIsFiveAndStays() {
        var tracker = world.tracker();
        var daemon = world.daemon("daemon", tracker);
        Content.file(daemon.folder().resolve("file.bin"), 100_000, 1);
        tracker.awaitSeeders("file.bin", 1);
        daemon.running().signal("TERM");
        daemon.running().awaitExit(World.START);
        world.run(
                        "other",
                        "get",
                        "file.bin",
                        "-o",
                        world.path("target") + "/",
                        "--exit",
                        "--give-up",
                        "2s",
                        "--port",
                        "0",
                        "--tracker",
                        tracker.endpoint())
                .expect(5);
        assertEquals(0, tracker.name("file.bin").get("seeders").number());
    }

    @Test
    void anAbsentTrackerIsThreeAndDoesNotHang() throws IOException {
        var started = System.nanoTime();
        get("anything", "127.0.0.1:" + unusedPort()).expect(3).mentions("127.0.0.1");
        world.run("other", "ls", "--tracker", "127.0.0.1:" + unusedPort()).expect(3);
        assertTrue(System.nanoTime() - started < 2 * NO_HANG.toNanos(), "within " + NO_HANG);
    }

    @Test
    void somethingThatIsNotATrackerIsThree() throws IOException {
        try (var tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var udp =
                        new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerNonsense(tcp));
            Thread.ofVirtual().start(() -> answerNonsense(udp));
            get("anything", "127.0.0.1:" + tcp.getLocalPort()).expect(3);
        }
    }

    private static void answerNonsense(ServerSocket server) {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                socket.getOutputStream()
                        .write(
                                "SSH-2.0-OpenSSH_9.2p1\r\n"
                                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void answerNonsense(DatagramSocket server) {
        var packet = new DatagramPacket(new byte[2048], 2048);
        while (!server.isClosed()) {
            try {
                server.receive(packet);
                server.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, packet.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Test
    void aPortThatWasAskedForAndIsTakenIsSeven() throws IOException {
        try (var taken = new ServerSocket(0)) {
            var port = Integer.toString(taken.getLocalPort());
            var tracker = world.tracker();
            var file = Content.file(world.folder().resolve("file.bin"), 1000, 1);
            world.run(
                            "peer",
                            "share",
                            file.toString(),
                            "--port",
                            port,
                            "--tracker",
                            tracker.endpoint())
                    .expect(7)
                    .mentions(port);
            world.run(
                            "peer",
                            "daemon",
                            world.path("shared").toString(),
                            "--port",
                            port,
                            "--api-port",
                            "0",
                            "--management-port",
                            "0",
                            "--tracker",
                            tracker.endpoint())
                    .expect(7)
                    .mentions(port);
            world.run(
                            "peer",
                            "daemon",
                            world.path("shared").toString(),
                            "--port",
                            "0",
                            "--api-port",
                            port,
                            "--management-port",
                            "0",
                            "--tracker",
                            tracker.endpoint())
                    .expect(7)
                    .mentions(port);
            tracker("--port", port, "--management-port", "0").expect(7).mentions(port);
            tracker("--port", "0", "--management-port", port).expect(7).mentions(port);
        }
    }

    private World.Result tracker(String... further) {
        var arguments = new java.util.ArrayList<>(List.of("--data", world.path("data").toString()));
        arguments.addAll(List.of(further));
        var running =
                world.start(Host.LOCAL, "tracker", "tracker", Program.TRACKER, Map.of(), arguments);
        return new World.Result(
                running.awaitExit(World.COMMAND), running.output(), running.errors());
    }

    @Test
    void aFolderThatCannotBeSharedIsAUsageError() throws IOException {
        var file = Files.writeString(world.folder().resolve("a-file"), "in the way");
        world.run(
                        "peer",
                        "daemon",
                        file.toString(),
                        "--port",
                        "0",
                        "--api-port",
                        "0",
                        "--management-port",
                        "0",
                        "--tracker",
                        "127.0.0.1:9")
                .expect(2)
                .mentions("a-file");
    }

    @Test
    void aMissingFileToShareIsEight() {
        var tracker = world.tracker();
        world.run("peer", "share", "/no/such/file", "--port", "0", "--tracker", tracker.endpoint())
                .expect(8)
                .mentions("/no/such/file");
    }

    @Test
    void aLinkThatLeadsOutOfTheTreeIsNamed() throws IOException {
        var tracker = world.tracker();
        var tree = Content.tree(world.path("tree"), 1);
        Files.createSymbolicLink(
                tree.resolve("deep/outside"), java.nio.file.Path.of("../../../etc/passwd"));
        var result =
                world.run(
                                "peer",
                                "share",
                                tree.toString(),
                                "--port",
                                "0",
                                "--tracker",
                                tracker.endpoint())
                        .mentions("outside");
        assertTrue(result.exit() == 8 || result.exit() == 2, "exit " + result.exit());
    }

    @Test
    void aNameWithOtherContentIsSixUnlessReplaced() {
        var tracker = world.tracker();
        var one = Content.file(world.path("one").resolve("file.bin"), 200_000, 1);
        var two = Content.file(world.path("two").resolve("file.bin"), 200_000, 2);
        share("first", one, tracker);
        tracker.awaitSeeders("file.bin", 1);
        var infoHash = tracker.name("file.bin").get("infoHash").text();

        world.run("second", "share", two.toString(), "--port", "0", "--tracker", tracker.endpoint())
                .expect(6)
                .mentions("file.bin");
        assertEquals(infoHash, tracker.name("file.bin").get("infoHash").text(), "nothing lost");

        world.peer(
                "second",
                "share",
                two.toString(),
                "--replace",
                "--port",
                "0",
                "--tracker",
                tracker.endpoint());
        io.seedpod.blackbox.harness.Await.until(
                "replaced",
                World.START,
                () -> !tracker.name("file.bin").get("infoHash").text().equals(infoHash));
        tracker.awaitSeeders("file.bin", 1);
        var target = world.path("target");
        world.run(
                        "third",
                        "get",
                        "file.bin",
                        "-o",
                        target + "/",
                        "--exit",
                        "--port",
                        "0",
                        "--tracker",
                        tracker.endpoint())
                .expect(0);
        FileTree.of(two).requireSame(target.resolve("file.bin"));
    }

    private void share(String name, java.nio.file.Path path, TrackerProcess tracker) {
        world.peer(name, "share", path.toString(), "--port", "0", "--tracker", tracker.endpoint());
    }

    @Test
    void aWrongTokenIsEleven() {
        var tracker = world.tracker("--publish-token", "right");
        var file = Content.file(world.folder().resolve("file.bin"), 1000, 1);
        var wrong =
                world.run(
                                "peer",
                                "share",
                                file.toString(),
                                "--token",
                                "wrong",
                                "--port",
                                "0",
                                "--tracker",
                                tracker.endpoint())
                        .expect(11);
        assertFalse((wrong.output() + wrong.errors()).contains("right"), "no secret is told");
        assertEquals(404, tracker.get(TrackerProcess.namePath("file.bin")).status());
        world.peer(
                "peer",
                "share",
                file.toString(),
                "--token",
                "right",
                "--port",
                "0",
                "--tracker",
                tracker.endpoint());
        tracker.awaitSeeders("file.bin", 1);
    }

    @Test
    void aDiskThatTakesNoMoreIsEight() {
        var tracker = world.tracker();
        var daemon = world.daemon("daemon", tracker);
        Content.file(daemon.folder().resolve("file.bin"), 30_000_000, 1);
        tracker.awaitSeeders("file.bin", 1);
        var target = world.path("target");
        // a limit of the shell's on the length of files, in blocks of 512 or 1024 bytes
        var limited =
                new Host() {
                    @Override
                    public String address() {
                        return "127.0.0.1";
                    }

                    @Override
                    public List<String> prefix() {
                        return List.of("sh", "-c", "ulimit -f 8192; exec \"$@\"", "limited");
                    }

                    @Override
                    public <T> T call(java.util.concurrent.Callable<T> action) {
                        return Host.LOCAL.call(action);
                    }
                };
        world.run(
                        limited,
                        "other",
                        Map.of(),
                        "get",
                        "file.bin",
                        "-o",
                        target + "/",
                        "--exit",
                        "--port",
                        "0",
                        "--tracker",
                        tracker.endpoint())
                .expect(8);
        assertFalse(
                Files.exists(target.resolve("file.bin")),
                "no incomplete file under the final name");
    }

    @Test
    void anotherSizeThanExpectedIsTen() {
        var tracker = world.tracker();
        var daemon = world.daemon("daemon", tracker);
        Content.file(daemon.folder().resolve("file.bin"), 100_000, 1);
        tracker.awaitSeeders("file.bin", 1);
        var target = world.path("target");
        world.run(
                        "other",
                        "get",
                        "file.bin",
                        "--size",
                        "100001",
                        "-o",
                        target + "/",
                        "--exit",
                        "--port",
                        "0",
                        "--tracker",
                        tracker.endpoint())
                .expect(10)
                .mentions("100001");
        assertFalse(Files.exists(target.resolve("file.bin")));
    }

    private World.Result get(String name, String tracker) {
        var running =
                world.peer(
                        "peer",
                        "get",
                        name,
                        "-o",
                        world.path("target") + "/",
                        "--exit",
                        "--port",
                        "0",
                        "--tracker",
                        tracker);
        return new World.Result(
                running.awaitExit(World.COMMAND), running.output(), running.errors());
    }

    private static int unusedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
