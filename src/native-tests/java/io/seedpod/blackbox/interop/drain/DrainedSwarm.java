package io.seedpod.blackbox.interop.drain;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Network;
import io.seedpod.blackbox.harness.NetworkHost;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// One seeder and four leechers, each on a host of its own that sends at most so fast. When the
/// leechers together have 60 % of the pieces, and the seeder still has some that nobody else has,
/// the seeder gets a SIGTERM.
public final class DrainedSwarm {
    private static final String NAME = "file.bin";
    private static final int LEECHERS = 4;
    private static final double SHARE = 0.6;

    /// @param pieces how many there are
    /// @param elsewhere pieces that some leecher had when the signal was sent
    /// @param exit of the seeder
    /// @param drainSeconds from the signal to the end of the process
    /// @param seconds from the first request to the last leecher's last piece
    /// @param farewell what the seeder said at its end
    public record Outcome(
            int pieces,
            int elsewhere,
            int exit,
            double drainSeconds,
            double seconds,
            String farewell) {}

    private DrainedSwarm() {}

    /// Runs one swarm with a copy of `file`; fails unless every leecher ends with all of it.
    ///
    /// @param grace what the seeder may take after the signal
    public static Outcome run(Path file, int megabitsPerSecond, Duration grace) {
        try (var network = new Network();
                var world = new World()) {
            var tracker = world.tracker(network.host());
            var home = network.host();
            var seeder =
                    world.daemon(
                            home,
                            "leaver",
                            tracker.endpoint(),
                            "--drain-timeout",
                            grace.toSeconds() + "s");
            var shared = Files.copy(file, world.path("origin").resolve(NAME));
            seeder.share(shared, NAME).requireSuccess();
            tracker.awaitSeeders(NAME, 1);
            home.shape(megabitsPerSecond);
            var leechers = leechers(network, world, tracker.endpoint(), megabitsPerSecond);
            long begin = System.nanoTime();
            leechers.forEach(leecher -> leecher.fetch(NAME).requireSuccess());

            var infoHash = seeder.torrent(NAME).orElseThrow().get("infoHash").text();
            int pieces =
                    (int)
                            seeder.get("/api/v1/torrents/" + infoHash + "/pieces")
                                    .expect(200)
                                    .json()
                                    .get("pieceCount")
                                    .number();
            int elsewhere = awaitShare(leechers, infoHash, pieces);
            if (elsewhere >= pieces) {
                throw new AssertionError("nothing was left to hand over: too fast to be caught");
            }
            long told = System.nanoTime();
            seeder.running().signal("TERM");
            int exit = seeder.running().awaitExit(grace.plusSeconds(5));
            double drained = (System.nanoTime() - told) / 1e9;
            leechers.forEach(leecher -> leecher.awaitComplete(NAME, Duration.ofMinutes(3)));
            double seconds = (System.nanoTime() - begin) / 1e9;
            for (var leecher : leechers) {
                FileTree.of(shared).requireSame(leecher.folder().resolve(NAME));
            }
            var farewell = seeder.running().errors() + seeder.running().output();
            return new Outcome(pieces, elsewhere, exit, drained, seconds, farewell);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<PeerDaemon> leechers(
            Network network, World world, String tracker, int megabitsPerSecond) {
        var leechers = new ArrayList<PeerDaemon>();
        for (int i = 1; i <= LEECHERS; i++) {
            NetworkHost host = network.host().shape(megabitsPerSecond);
            leechers.add(world.daemon(host, "leecher-" + i, tracker));
        }
        return leechers;
    }

    /// Waits until so many pieces are with leechers; says how many were at the last look.
    private static int awaitShare(List<PeerDaemon> leechers, String infoHash, int pieces) {
        var had = new BitSet();
        Await.until(
                "60 % of the pieces are with leechers",
                Duration.ofMinutes(4),
                () -> {
                    had.clear();
                    leechers.forEach(leecher -> had.or(verified(leecher, infoHash)));
                    return had.cardinality() >= SHARE * pieces;
                });
        return had.cardinality();
    }

    /// What it has, by its own account; nothing when it does not know the torrent yet.
    private static BitSet verified(PeerDaemon leecher, String infoHash) {
        var pieces = new BitSet();
        var reply = leecher.get("/api/v1/torrents/" + infoHash + "/pieces");
        if (reply.status() != 200) {
            return pieces;
        }
        for (var run : reply.json().get("have").list()) {
            var ends = run.text().split("-", 2);
            pieces.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
        }
        return pieces;
    }
}
