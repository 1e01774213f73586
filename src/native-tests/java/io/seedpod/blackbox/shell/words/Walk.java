package io.seedpod.blackbox.shell.words;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Json;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Says every word in one manner, each for what it does: to files, to a tracker, to another peer.
final class Walk {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int PIECE = 16_384;
    private static final int LENGTH = 300_000;

    private final World world;
    private final TrackerProcess tracker;
    private final PeerDaemon holder;
    private final Manner manner;
    private final String port;
    private final Set<String> said = new HashSet<>();

    /// @param holder of `model.bin`, `album`, `small.txt`, `other.bin` and `late.bin`
    Walk(World world, TrackerProcess tracker, PeerDaemon holder, Manner manner) {
        this.world = world;
        this.tracker = tracker;
        this.holder = holder;
        this.manner = manner;
        this.port = Integer.toString(holder.port());
    }

    /// Content for others to fetch.
    static void fill(PeerDaemon holder) throws IOException {
        Content.file(holder.file("model.bin"), LENGTH, 1);
        Content.file(holder.file("small.txt"), 1000, 2);
        Content.file(holder.file("other.bin"), 50_000, 3);
        Content.file(holder.file("late.bin"), 40_000, 4);
        // Begun out of the daemon's sight, which would share the first file alone if it came late.
        var album = Files.createDirectory(holder.file(".album"));
        Content.file(album.resolve("one.bin"), 100_000, 5);
        Content.file(Files.createDirectory(album.resolve("deep")).resolve("two.bin"), 50_000, 6);
        Files.move(album, holder.file("album"));
    }

    /// All of it; fails if a word is left out that the program's help lists.
    void walk() throws IOException {
        var listed = Listed.parse(say("A slash may stand before every word", "help"));
        names();
        trackers();
        peers();
        pieces();
        files();
        folders();
        leaving();
        manner.leaves();
        said.add("exit");
        var names = new HashSet<String>();
        listed.forEach(word -> names.add(word.name()));
        assertTrue(names.size() > 30, () -> "words: " + names);
        assertEquals(names, said);
    }

    private String say(String shows, String... words) {
        said.add(words[0]);
        return manner.say(shows, words);
    }

    private void claims(boolean holds, int exit, String... words) {
        said.add(words[0]);
        manner.claims(holds, exit, words);
    }

    private void await(String what, Callable<Boolean> condition) {
        Await.until(what, SOON, condition, world::transcript);
    }

    private static boolean isSame(Path file, Path copy) throws IOException {
        return Files.exists(copy) && Files.mismatch(file, copy) < 0;
    }

    private void arrives(String name) {
        await(name + " is here", () -> isSame(holder.file(name), manner.arrivals().resolve(name)));
    }

    private void awaitSeeders(String name, int count) {
        await(
                count + " seeders of " + name,
                () -> tracker.name(name).get("seeders").number() == count);
    }

    private void names() throws IOException {
        say("model\\.bin +293 KiB +1 +0", "ls");
        claims(true, 3, "check_tracker_connected");
        Content.file(manner.folder().resolve("ours.bin"), 60_000, 11);
        Files.createDirectories(manner.folder().resolve("empty"));
        say("(?s)not shared: .*empty.*shared  ours\\.bin  58\\.6 KiB  magnet:", "connect_all");
        tracker.awaitSeeders("ours.bin", 1);
        Files.createDirectories(manner.folder().resolve("below"));
        Content.file(manner.folder().resolve("below/solo.bin"), 50_000, 12);
        say("shared  solo\\.bin  48\\.8 KiB  magnet:", "share", "below/solo.bin");
        tracker.awaitSeeders("solo.bin", 1);
        manner.refuses(8, "no such file: nothing", "share", "nothing");
        manner.refuses(4, "unknown name: nothing", "rm", "nothing");
        manner.refuses(2, "did you mean status", "stauts");
    }

    private void trackers() throws IOException {
        var self = say("address +\\S+:\\d+", "see_this_peer_info");
        var address = Pattern.compile("address +\\S+:(\\d+)").matcher(self);
        assertTrue(address.find(), self);
        new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(address.group(1))).close();

        say("left  ours\\.bin", "disconnect_tracker", "ours.bin");
        awaitSeeders("ours.bin", 0);
        claims(false, 3, "check_tracker_connected", "ours.bin");
        say("joined  ours\\.bin", "connect_tracker", "ours.bin");
        awaitSeeders("ours.bin", 1);
        claims(true, 3, "check_tracker_connected", "ours.bin");
    }

    private void peers() throws IOException {
        say("loaded .*model\\.bin", "load", "model.bin");
        say("pieces +19$", "see_torrent_struct", "model.bin");
        say("have +0 of 19", "see_chunk_status", "model.bin");
        manner.refuses(
                5,
                "not connected to 127.0.0.1:1$",
                "request_download",
                "127.0.0.1:1",
                "3",
                "model.bin");
        say("connected  127.0.0.1:" + port, "connect_peer", "127.0.0.1", port, "model.bin");
        await("a peer of its own", () -> !connectionsOfHolder().isEmpty());
        say("127.0.0.1:" + port + " +[0-9a-f]{40}  KP", "see_connected", "model.bin");
        claims(true, 5, "check_target_peer_connected", "127.0.0.1", port, "model.bin");
        say(port + " .*connected, seeder", "get_peer_set", "model.bin");
        say("reachable .*handshake \\d", "ping", "127.0.0.1", port, "model.bin");

        say("verified  piece 3", "request_download", "127.0.0.1", port, "3", "model.bin");
        requirePieceOnDisk(3);
        say("have +3$", "see_chunk_status", "model.bin");
        manner.refuses(
                2, "expected: 0 to 18", "request_download", "127.0.0.1:" + port, "19", "model.bin");
        say("announced  model\\.bin", "update_status_to_tracker", "model.bin");
        var infoHash = tracker.name("model.bin").get("infoHash").text();
        assertTrue(
                tracker.swarm(infoHash).stream()
                        .anyMatch(peer -> peer.get("left").number() == LENGTH - PIECE),
                () -> tracker.swarm(infoHash).toString());

        say("disconnected  127", "disconnect_peer", "127.0.0.1", port, "model.bin");
        claims(false, 5, "check_target_peer_connected", "127.0.0.1", port, "model.bin");
        await("no peer any more", () -> connectionsOfHolder().isEmpty());
    }

    private List<Json.Node> connectionsOfHolder() {
        return holder.torrent("model.bin").orElseThrow().get("peers").list();
    }

    private void requirePieceOnDisk(int piece) throws IOException {
        try (var part = new RandomAccessFile(manner.arrivals() + "/model.bin.part", "r")) {
            var there = new byte[PIECE];
            part.seek((long) piece * PIECE);
            part.readFully(there);
            var all = Files.readAllBytes(holder.file("model.bin"));
            var right = Arrays.copyOfRange(all, piece * PIECE, (piece + 1) * PIECE);
            assertArrayEquals(right, there);
        }
    }

    /// Nobody is connected at first: what is held then, is held before anything comes.
    private void pieces() throws IOException {
        said.add("use");
        var named = manner.uses("model.bin") ? new String[0] : new String[] {"model.bin"};
        say("started  model\\.bin", with(named, "start"));
        say("held  model\\.bin", with(named, "hold"));
        say("connected  127", with(named, "connect_peer", "127.0.0.1", port));
        say("verified  piece 5", with(named, "request_download", "127.0.0.1", port, "5"));
        say("have +3 5$", with(named, "see_chunk_status"));
        say("model\\.bin +held", with(new String[] {"model.bin"}, "status"));
        say("started  model\\.bin", with(named, "start"));
        arrives("model.bin");
        say("missing  none", with(named, "see_chunk_status"));
    }

    private static String[] with(String[] last, String... first) {
        return Stream.concat(Stream.of(first), Stream.of(last)).toArray(String[]::new);
    }

    private void files() throws IOException {
        say("fetching  small\\.txt", "get", "small.txt");
        arrives("small.txt");
        var renamed = manner.folder().resolve("renamed.bin");
        manner.refuses(10, "wrong size: 50000 bytes", "fetch", "other.bin", "5", "renamed.bin");
        say("loaded .*other\\.bin", "fetch", "other.bin", "50000", "renamed.bin");
        assertFalse(Files.exists(renamed));
        say("started  other\\.bin", "start", "other.bin");
        await("renamed", () -> isSame(holder.file("other.bin"), renamed));

        say("loaded .*album", "load", "album");
        say("chosen  album", "only", "deep/two.bin", "album");
        say("started  album", "start", "album");
        arrives("album/deep/two.bin");
        assertFalse(Files.exists(manner.arrivals().resolve("album/one.bin")));
        say("chosen  album", "priority", "normal", "**", "album");
        arrives("album/one.bin");
    }

    private void folders() throws IOException {
        var parts = manner.folder().resolve("parts");
        var album = manner.arrivals().resolve("album");
        say("split  10 of 10 pieces", "split", album.toString(), "parts");
        say("left  album", "drop", "album");
        Files.move(album, world.path("aside").resolve("album"));
        manner.refusesSoon(4, "no torrent album", "status", "album");
        Files.delete(parts.resolve("00000001.piece"));
        Files.delete(parts.resolve("00000007.piece"));
        manner.refuses(10, "2 of 10 pieces are missing: 1 7", "merge", "parts", "merged/");

        say("album", "chunks", "parts");
        await("the seventh", () -> Files.exists(parts.resolve("00000007.piece")));
        await("the first", () -> Files.exists(parts.resolve("00000001.piece")));
        say("merged  2 files", "merge", "parts", "merged/");
        var right = FileTree.of(holder.file("album"));
        right.requireSame(manner.folder().resolve("merged/album"));
        say("merged  1 file", "merge_chunks", "deep/two.bin", "album");
        var two = manner.folder().resolve("deep/two.bin");
        assertTrue(isSame(holder.file("album/deep/two.bin"), two));
        say("merged  2 files", "merge_all", "album");
        right.requireSame(manner.folder().resolve("album"));
        manner.refuses(2, "model.bin is not kept as pieces", "merge_all", "model.bin");
    }

    private void leaving() {
        say("loaded .*late\\.bin", "load", "late.bin");
        say("serving  \\d+ torrents at ", "serve");
        arrives("late.bin");

        say("left  model\\.bin  \\(name not ours: it stays\\)", "delete", "model.bin");
        awaitSeeders("model.bin", 1);
        holder.fetch("ours.bin").expect(201);
        awaitSeeders("ours.bin", 2);
        say("\\(name stays: 1 others hold it\\)", "delete", "ours.bin");
        awaitSeeders("ours.bin", 1);
        say("left  solo\\.bin  \\(name deleted\\)", "delete", "solo.bin");
        tracker.get(TrackerProcess.namePath("solo.bin")).expect(404);
        say("deleted  small\\.txt", "rm", "small.txt");
        tracker.get(TrackerProcess.namePath("small.txt")).expect(404);
    }
}
