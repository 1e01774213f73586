package io.seedpod.blackbox.harness;

import io.seedpod.blackbox.harness.WireSeeder.Behaviour;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A torrent of one file whose seeders are the tests' own, on a tracker of ours.
public final class WireSwarm {
    public static final String NAME = "file.bin";
    private static final Duration FETCH = Duration.ofMinutes(2);
    private final World world;
    private final TrackerProcess tracker;
    private final Path file;
    private final int pieceLength;
    private final TorrentFile torrent;
    private final Path torrentFile;
    private final Path target;

    public WireSwarm(World world, long length, int pieceLength, long seed) {
        this.world = world;
        this.tracker = world.tracker();
        this.file = Content.file(world.path("origin").resolve(NAME), length, seed);
        this.pieceLength = pieceLength;
        this.torrent = TorrentFile.of(file, pieceLength, tracker.announceUrl());
        this.torrentFile = torrent.write(world.folder().resolve("file.torrent"));
        this.target = world.path("target");
    }

    public TrackerProcess tracker() {
        return tracker;
    }

    /// Where [#fetch] puts what it fetches.
    public Path target() {
        return target;
    }

    /// A seeder that the tracker knows of; it ends with the world.
    public WireSeeder seeder(Behaviour behaviour) {
        try {
            var content = Files.readAllBytes(file);
            var seeder = new WireSeeder(content, pieceLength, torrent, behaviour);
            world.owns(seeder).announce(tracker.url());
            return seeder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Starts to fetch by the `.torrent`.
    public Running fetch() {
        return world.user("fetcher").startFetch(torrentFile.toString(), target, tracker.endpoint());
    }

    public void fetchAndCompare() {
        awaitEnd(fetch());
    }

    /// Waits until a fetch has ended well, and compares every byte.
    public void awaitEnd(Running fetch) {
        var exit = fetch.awaitExit(FETCH);
        if (exit != 0) {
            throw new AssertionError("exit " + exit + "\n" + fetch.transcript());
        }
        FileTree.of(file).requireSame(target.resolve(NAME));
    }
}
