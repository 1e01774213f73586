package io.seedpod.blackbox.commands;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.Running;
import io.seedpod.blackbox.harness.TorrentFile;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the scenes play on: a tracker that wants a token, a daemon that holds a name, a name that
/// nobody holds, torrents good and bad.
final class Stage {
    static final String TOKEN = "right";
    static final String HELD = "held.bin";
    static final String ORPHAN = "orphan.bin";
    final World world;
    final TrackerProcess tracker;
    final PeerDaemon daemon;

    /// A file of ours that is not yet published, in a folder of its own.
    final Path file;

    /// Of [#file].
    final Path torrent;

    final Path badTorrent;

    /// An address that refuses connections, and nobody else's meanwhile.
    final String absent;

    /// A port that is in use.
    final String takenPort;

    Stage(World world) {
        this.world = world;
        tracker = world.tracker("--publish-token", TOKEN);
        daemon = world.daemon("daemon", tracker, "--token", TOKEN);
        Content.file(daemon.file(HELD), 200_000, 1);
        Content.file(daemon.file(ORPHAN), 100_000, 2);
        tracker.awaitSeeders(HELD, 1);
        tracker.awaitSeeders(ORPHAN, 1);
        file = Content.file(world.path("mine").resolve("mine.bin"), 100_000, 3);
        var description = TorrentFile.of(file, 1 << 14, tracker.announceUrl());
        torrent = description.write(world.folder().resolve("mine.torrent"));
        try {
            // Withdrawn with its file; the name stays.
            Files.delete(daemon.file(ORPHAN));
            Await.until(
                    "nobody holds the orphan",
                    World.START,
                    () -> tracker.name(ORPHAN).get("seeders").number() == 0);
            badTorrent =
                    Files.writeString(world.folder().resolve("bad.torrent"), "<!doctype html>");
            var held = world.owns(new Socket());
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            absent = "127.0.0.1:" + held.getLocalPort();
            takenPort = Integer.toString(world.owns(new ServerSocket(0)).getLocalPort());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String address() {
        return tracker.endpoint();
    }

    /// Words that reach the tracker with its token.
    List<String> trusted() {
        return List.of("--tracker", address(), "--token", TOKEN);
    }

    /// A new empty folder.
    Path folder() {
        return world.path("folder-" + System.nanoTime());
    }

    /// A path that cannot be made: a file is in its place.
    String blocked() {
        return file + "/below";
    }

    /// Runs a peer command to its end.
    int peer(List<String> words, String... more) {
        return result(words, more).exit();
    }

    int peer(String... words) {
        return peer(List.of(words));
    }

    private World.Result result(List<String> words, String... more) {
        return world.user("somebody").run(joined(words, more));
    }

    /// Starts a peer command, sends it a signal once it has said this, and tells its end.
    int interrupted(String signal, String said, List<String> words, String... more) {
        return end(signal, said, world.user("somebody").start(joined(words, more)));
    }

    static int end(String signal, String said, Running running) {
        running.awaitLine(said, World.START);
        return end(signal, running);
    }

    static int end(String signal, Running running) {
        running.awaitWords();
        running.signal(signal);
        return running.awaitExit(World.COMMAND);
    }

    private static String[] joined(List<String> words, String... more) {
        var all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
