package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.Ports;
import io.seedpod.blackbox.harness.Running;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What users get wrong: each has an exit code of its own, a reason on standard error, and loses
/// nothing.
class BadInputIT {
    /// A look-up gives up at 5 s; the rest is for the start of a program on a busy machine.
    private static final Duration NO_HANG = Duration.ofSeconds(30);

    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void aNameWithoutHoldersIsFiveAndStays() {
        var tracker = world.tracker();
        var daemon = world.sharing(tracker, "file.bin", 100_000, 1);
        daemon.running().signal("TERM");
        daemon.running().awaitExit(World.START);
        fetch("file.bin", tracker.endpoint(), "--give-up", "2s").expect(5);
        tracker.awaitLeft("file.bin", 0);
    }

    @Test
    void anAbsentTrackerIsThreeAndDoesNotHang() throws IOException {
        // Bound and not listening: refused, and nobody else's meanwhile.
        try (var held = new Socket()) {
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var absent = "127.0.0.1:" + held.getLocalPort();
            var started = System.nanoTime();
            fetch("anything", absent).expect(3).mentions("127.0.0.1");
            world.user("other").run("ls", "--tracker", absent).expect(3);
            assertTrue(System.nanoTime() - started < 2 * NO_HANG.toNanos(), "within " + NO_HANG);
        }
    }

    @Test
    void somethingThatIsNotATrackerIsThree() throws IOException {
        int port = Ports.free();
        try (var tcp = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
                var udp = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerNonsense(tcp));
            Thread.ofVirtual().start(() -> answerNonsense(udp));
            fetch("anything", "127.0.0.1:" + port).expect(3);
        }
    }

    private static void answerNonsense(ServerSocket server) {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                socket.getOutputStream()
                        .write(
                                "SSH-2.0-OpenSSH_9.2p1\r\n"
                                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            } catch (IOException gone) {
                // The next one may listen longer; if this is the end, the loop ends, too.
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
            world.user("peer")
                    .run("share", file.toString(), "--port", port, "--tracker", tracker.endpoint())
                    .expect(7)
                    .mentions(port);
            for (var ports : takenOnce(port, "--port", "--api-port", "--management-port")) {
                var words = new ArrayList<>(List.of("daemon", world.path("shared").toString()));
                words.addAll(ports);
                words.addAll(List.of("--tracker", tracker.endpoint()));
                world.user("peer").run(words.toArray(String[]::new)).expect(7).mentions(port);
            }
            for (var ports : takenOnce(port, "--port", "--management-port")) {
                var words = new ArrayList<>(List.of("--data", world.path("data").toString()));
                words.addAll(ports);
                world.trackerCommand(words.toArray(String[]::new)).expect(7).mentions(port);
            }
        }
    }

    /// For each option the list of all of them, in which it alone has the port and the others 0.
    private static List<List<String>> takenOnce(String port, String... options) {
        return Stream.of(options)
                .map(
                        one ->
                                Stream.of(options)
                                        .flatMap(it -> Stream.of(it, it.equals(one) ? port : "0"))
                                        .toList())
                .toList();
    }

    @Test
    void aLinkThatLeadsOutOfTheTreeIsNamed() throws IOException {
        var tracker = world.tracker();
        var tree = Content.tree(world.path("tree"), 1);
        Files.createSymbolicLink(tree.resolve("deep/outside"), Path.of("../../../etc/passwd"));
        world.user("peer")
                .run("share", tree.toString(), "--port", "0", "--tracker", tracker.endpoint())
                .expect(8)
                .mentions("outside");
    }

    @Test
    void nothingIsSharedIfOneOfSeveralCannotBe() throws IOException {
        var tracker = world.tracker();
        var good = Content.file(world.path("good").resolve("good.bin"), 1000, 1);
        var empty = world.path("empty").toString();
        world.user("peer")
                .run(
                        "share",
                        good.toString(),
                        empty,
                        "--port",
                        "0",
                        "--tracker",
                        tracker.endpoint())
                .expect(8)
                .mentions("empty");
        world.user("peer").run("get", "good.bin", "--tracker", tracker.endpoint()).expect(4);
    }

    @Test
    void aNameWithOtherContentIsSixUnlessReplaced() {
        var tracker = world.tracker();
        var one = Content.file(world.path("one").resolve("file.bin"), 200_000, 1);
        var two = Content.file(world.path("two").resolve("file.bin"), 200_000, 2);
        world.user("first").share(one, tracker.endpoint());
        tracker.awaitSeeders("file.bin", 1);
        var infoHash = tracker.name("file.bin").get("infoHash").text();

        world.user("second")
                .run("share", two.toString(), "--port", "0", "--tracker", tracker.endpoint())
                .expect(6)
                .mentions("file.bin");
        assertEquals(infoHash, tracker.name("file.bin").get("infoHash").text(), "nothing lost");

        world.user("second").share(two, tracker.endpoint(), "--replace");
        Await.until(
                "replaced",
                World.START,
                () -> !tracker.name("file.bin").get("infoHash").text().equals(infoHash));
        tracker.awaitSeeders("file.bin", 1);
        fetch("file.bin", tracker.endpoint()).expect(0);
        FileTree.of(two).requireSame(world.path("target").resolve("file.bin"));
    }

    @Test
    void aWrongTokenIsEleven() {
        var tracker = world.tracker("--publish-token", "right");
        var file = Content.file(world.folder().resolve("file.bin"), 1000, 1);
        var wrong = World.Result.of(share(file, tracker, "wrong")).expect(11);
        assertFalse((wrong.output() + wrong.errors()).contains("right"), "no secret is told");
        assertEquals(404, tracker.get(TrackerProcess.namePath("file.bin")).status());
        share(file, tracker, "right");
        tracker.awaitSeeders("file.bin", 1);
    }

    private Running share(Path file, TrackerProcess tracker, String token) {
        return world.user("peer").share(file, tracker.endpoint(), "--token", token);
    }

    @Test
    void aDiskThatTakesNoMoreIsEight() {
        var tracker = world.tracker();
        world.sharing(tracker, "file.bin", 30_000_000, 1);
        var target = world.path("target");
        world.user(new LimitedFiles(), "other")
                .fetch("file.bin", target, tracker.endpoint())
                .expect(8)
                .explains();
        assertFalse(
                Files.exists(target.resolve("file.bin")),
                "no incomplete file under the final name");
    }

    /// This machine with a limit of the shell's on the length of files, in blocks of 512 bytes. Its
    /// signal is ignored: a full disk sends none.
    private static final class LimitedFiles implements Host {
        @Override
        public String address() {
            return Host.LOCAL.address();
        }

        @Override
        public List<String> prefix() {
            return List.of("sh", "-c", "trap '' XFSZ; ulimit -f 8192; exec \"$@\"", "limited");
        }

        @Override
        public <T> T call(Callable<T> action) {
            return Host.LOCAL.call(action);
        }
    }

    private World.Result fetch(String name, String tracker, String... further) {
        return world.user("third").fetch(name, world.path("target"), tracker, further);
    }
}
