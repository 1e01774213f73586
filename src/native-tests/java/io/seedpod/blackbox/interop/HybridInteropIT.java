package io.seedpod.blackbox.interop;

import io.seedpod.blackbox.harness.Bencoding;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Network;
import io.seedpod.blackbox.harness.Shell;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Hybrid torrents (BEP 52) with libtorrent 2, as v1 and as v2, either way.
class HybridInteropIT {
    private static final String PYTHON = "/usr/bin/python3";
    private final Network network = new Network();
    private final World world = new World();
    private final OtherPrograms others = new OtherPrograms(world);
    private TrackerProcess tracker;
    private Path tree;

    @BeforeEach
    void prepare() throws IOException {
        tracker = world.tracker(network.host());
        tree = world.path("origin").resolve("tree");
        Files.createDirectories(tree.resolve("sub.d"));
        Content.file(tree.resolve("large.bin"), 3_000_000, 1);
        Content.file(tree.resolve("sub.d").resolve("small"), 5, 2);
        Content.file(tree.resolve("sub"), 100_000, 3);
    }

    @AfterEach
    void remove() {
        world.close();
        network.close();
    }

    private Path shareOurs() throws IOException {
        world.user(network.host(), "ours").share(tree, tracker.endpoint(), "--hybrid");
        tracker.awaitSeeders("tree", 1);
        var reply = tracker.get(TrackerProcess.namePath("tree") + "/torrent").expect(200);
        return Files.write(
                world.folder().resolve("tree.torrent"),
                Bencoded.withAnnounce(reply.body(), tracker.announceUrl()));
    }

    @Test
    void othersFetchOurHybrid() throws Exception {
        var torrent = shareOurs();
        var expected = FileTree.of(tree);
        var whole =
                others.libtorrent(network.host(), "both", torrent, world.path("both"), List.of());
        // By the v2 infohash alone: metadata and the sums of pieces come from ours.
        var v2 =
                MessageDigest.getInstance("SHA-256")
                        .digest(
                                Bencoding.encode(
                                        Bencoding.decodeDictionary(Files.readAllBytes(torrent))
                                                .get("info")));
        var magnet =
                "magnet:?xt=urn:btmh:1220%s&tr=%s"
                        .formatted(HexFormat.of().formatHex(v2), tracker.announceUrl());
        var alone = others.libtorrent(network.host(), "v2", magnet, world.path("v2"), List.of());
        whole.awaitContent("tree", expected);
        alone.awaitContent("tree", expected);
    }

    @Test
    void oursFetchesALibtorrentHybrid() throws IOException {
        var torrent = world.folder().resolve("theirs.torrent");
        var maker =
                Files.writeString(
                        world.folder().resolve("make.py"),
                        """
                        import libtorrent, sys
                        content, folder, url, target = sys.argv[1:5]
                        files = libtorrent.file_storage()
                        libtorrent.add_files(files, content)
                        torrent = libtorrent.create_torrent(files, piece_size=65536)
                        torrent.add_tracker(url)
                        libtorrent.set_piece_hashes(torrent, folder)
                        open(target, "wb").write(libtorrent.bencode(torrent.generate()))
                        """);
        Shell.run(
                List.of(
                        PYTHON,
                        maker.toString(),
                        tree.toString(),
                        String.valueOf(tree.getParent()),
                        tracker.announceUrl(),
                        torrent.toString()),
                "");
        others.libtorrent(network.host(), "seeder", torrent, world.path("origin"), List.of());
        var target = world.path("target");
        world.user(network.host(), "ours")
                .fetch(torrent.toString(), target, tracker.endpoint(), "--wait=60s")
                .expect(0);
        FileTree.of(tree).requireSame(target.resolve("tree"));
        world.user("checker")
                .run("verify", torrent.toString(), "--data", target.toString())
                .expect(0);
    }
}
