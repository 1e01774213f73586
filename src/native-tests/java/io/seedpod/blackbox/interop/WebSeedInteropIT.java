package io.seedpod.blackbox.interop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Network;
import io.seedpod.blackbox.harness.NetworkHost;
import io.seedpod.blackbox.harness.Shell;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Web seeds (BEP 19) with Debian's lighttpd, of torrents that others made and of ours that others
/// read. Nobody else has the content.
class WebSeedInteropIT {
    private static final int PORT = 8088;
    private static final Duration START = World.START;

    private final Network network = new Network();
    private final World world = new World();
    private final OtherPrograms others = new OtherPrograms(world);
    private NetworkHost server;
    private TrackerProcess tracker;
    private Path tree;

    @BeforeEach
    void prepare() throws IOException {
        tracker = world.tracker(network.host());
        server = network.host();
        tree = world.path("www").resolve("a tree ü");
        Files.createDirectories(tree.resolve("deep"));
        Content.file(tree.resolve("large.bin"), 12_000_001, 1);
        Content.file(tree.resolve("deep").resolve("small #1"), 5, 2);
        Content.file(tree.resolve("deep").resolve("x%y"), 100_000, 3);
        serve();
    }

    @AfterEach
    void remove() {
        world.close();
        network.close();
    }

    /// Fetches with our peer, and answers what it logged.
    private String fetch(Path torrent, Path target) {
        return world.user(network.host(), "ours")
                .fetch(torrent.toString(), target, tracker.endpoint(), "--debug", "--wait=60s")
                .expect(0)
                .errors();
    }

    private void serve() throws IOException {
        var configuration =
                Files.writeString(
                        world.folder().resolve("lighttpd.conf"),
                        """
                        server.document-root = "%s"
                        server.bind = "%s"
                        server.port = %d
                        """
                                .formatted(world.path("www"), server.address(), PORT));
        var command = new java.util.ArrayList<>(server.prefix());
        command.addAll(List.of("/usr/sbin/lighttpd", "-D", "-f", configuration.toString()));
        var running = world.start("lighttpd", command, Map.of());
        Await.until(
                "lighttpd listens",
                START,
                () ->
                        server.call(
                                () -> {
                                    new Socket(server.address(), PORT).close();
                                    return true;
                                }),
                running::transcript);
    }

    private String url(String path) {
        return "http://%s:%d%s".formatted(server.address(), PORT, path);
    }

    @Test
    void oursFetchesWhatAnotherProgramDescribed() throws IOException {
        var torrent = world.folder().resolve("theirs.torrent");
        var maker =
                Files.writeString(
                        world.folder().resolve("make.py"),
                        """
                        import libtorrent, sys
                        content, folder, target = sys.argv[1:4]
                        files = libtorrent.file_storage()
                        libtorrent.add_files(files, content)
                        torrent = libtorrent.create_torrent(files, 65536, flags=64)
                        for url in sys.argv[4:]:
                            torrent.add_url_seed(url)
                        libtorrent.set_piece_hashes(torrent, folder)
                        open(target, "wb").write(libtorrent.bencode(torrent.generate()))
                        """);
        Shell.run(
                List.of(
                        "/usr/bin/python3",
                        maker.toString(),
                        tree.toString(),
                        String.valueOf(tree.getParent()),
                        torrent.toString(),
                        url("/nothing/"),
                        url("/")),
                "");
        var target = world.path("target");
        var told = fetch(torrent, target);
        FileTree.of(tree).requireSame(target.resolve("a tree ü"));
        assertTrue(told.contains("web seed " + url("/nothing/") + " dropped: "), told);
        assertTrue(told.contains("answers 404"), told);
    }

    @Test
    void aServerThatHasOtherContentIsNotAskedAgain() throws IOException {
        var file = Content.file(world.path("www/good").resolve("model.bin"), 8_000_000, 5);
        Content.file(world.path("www/bad").resolve("model.bin"), 8_000_000, 6);
        var torrent = world.folder().resolve("model.torrent");
        world.user("maker")
                .run(
                        "create",
                        file.toString(),
                        "-o",
                        torrent.toString(),
                        "--web-seed",
                        url("/bad/"),
                        "--web-seed",
                        url("/good/model.bin"))
                .expect(0);
        var target = world.path("target");
        var told = fetch(torrent, target);
        FileTree.of(file).requireSame(target.resolve("model.bin"));
        assertTrue(told.contains("web seed " + url("/bad/") + " dropped: "), told);
        assertFalse(told.contains("web seed " + url("/good/model.bin")), told);
    }

    @Test
    void othersFetchWhatWeDescribed() {
        var torrent = world.folder().resolve("ours.torrent");
        world.user("maker")
                .run(
                        "create",
                        tree.toString(),
                        "-o",
                        torrent.toString(),
                        "--web-seed",
                        url("/"),
                        "--tracker",
                        tracker.endpoint())
                .expect(0);
        var expected = FileTree.of(tree);
        var libtorrent =
                others.libtorrent(network.host(), "one", torrent, world.path("one"), List.of());
        libtorrent.awaitContent("a tree ü", expected);
        libtorrent.running().close();
        var aria2 = others.aria2(network.host(), "two", torrent, world.path("two"));
        aria2.awaitContent("a tree ü", expected);
    }
}
