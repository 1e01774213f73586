package io.seedpod.peer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.wire.Reserved;
import io.seedpod.peer.net.WireOptions;
import io.seedpod.peer.net.place.PlaceLimits;
import io.seedpod.peer.net.place.Refusal;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole peer keeps to the process's limits of connections, and tells how many there are.
class PlacesInUseTest {
    @TempDir Path folder;
    private Path content;

    @BeforeEach
    void makeContent() throws Exception {
        content = Files.write(folder.resolve("shared.bin"), new byte[100_000]);
    }

    @Test
    void connectionsAreCountedUntilTheyEnd() throws Exception {
        try (var seeder = new TestPeer()) {
            var info = seeder.share(content);
            try (var introduced = RawPeer.dial(seeder);
                    var _ = RawPeer.dial(seeder)) {
                introduced.send(RawPeer.handshake(info.infoHash(), Reserved.OURS));
                introduced.readHandshake();
                await(() -> counts(seeder, 1, 1));
            }
            await(() -> counts(seeder, 0, 0));
        }
    }

    @Test
    void oneMoreThanTheProcessMayHaveIsTurnedAwayUntilAnotherLeaves() throws Exception {
        try (var seeder = peer(new PlaceLimits(2, 2))) {
            var info = seeder.share(content);
            try (var first = RawPeer.dial(seeder);
                    var second = RawPeer.dial(seeder)) {
                for (var peer : List.of(first, second)) {
                    peer.send(RawPeer.handshake(info.infoHash(), Reserved.OURS));
                    peer.readHandshake();
                }
                try (var third = RawPeer.dial(seeder)) {
                    assertEquals(0, third.readToEnd());
                }
                assertEquals(1, seeder.runtime().places().refused(Refusal.FULL));
            }
            await(() -> counts(seeder, 0, 0));
            try (var next = RawPeer.dial(seeder)) {
                next.send(RawPeer.handshake(info.infoHash(), Reserved.OURS));
                assertEquals(info.infoHash(), next.readHandshake().infoHash());
            }
        }
    }

    @Test
    void whoDoesNotIntroduceItselfIsCounted() throws Exception {
        try (var seeder = new TestPeer();
                var stranger = RawPeer.dial(seeder)) {
            stranger.send(RawPeer.handshake(new InfoHash(1, 2, 3), Reserved.OURS));
            stranger.readToEnd();
            await(() -> seeder.runtime().places().refused(Refusal.NO_HANDSHAKE) == 1);
        }
    }

    /// Eight that accept and stay silent keep all dials busy, two at a time; the seeder's turn
    /// comes.
    @Test
    void dialsThatFindNoPlaceArePutOffAndNotGivenUp() throws Exception {
        var silent = new ArrayList<ServerSocket>();
        try (var seeder = new TestPeer();
                var leecher = peer(new PlaceLimits(10, 2))) {
            var info = seeder.share(content);
            var peers = new ArrayList<PeerEndpoint>();
            for (int i = 0; i < 8; i++) {
                var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                silent.add(server);
                peers.add(TestPeer.endpoint(server));
            }
            var torrent =
                    leecher.fetch(info, Files.createDirectory(folder.resolve("there")), peers);
            await(() -> leecher.runtime().places().refused(Refusal.PUT_OFF) > 0);
            assertTrue(leecher.runtime().places().halfOpen() <= 2);
            torrent.addPeers(List.of(seeder.endpoint()));
            torrent.completed().await().atMost(TestPeer.PATIENCE);
        } finally {
            for (var server : silent) {
                server.close();
            }
        }
    }

    @Test
    void aTorrentThatIsAskedForLaterGetsItsShare() throws Exception {
        var other = Files.write(folder.resolve("other.bin"), new byte[200_000]);
        var open = new ArrayList<RawPeer>();
        try (var seeder = peer(new PlaceLimits(9, 9))) {
            var first = seeder.share(content);
            var second = seeder.share(other);
            // All but the one that is kept for the other torrent.
            for (int i = 0; i < 8; i++) {
                assertTrue(isLetIn(seeder, first.infoHash(), open), "number " + i);
            }
            assertFalse(isLetIn(seeder, first.infoHash(), open));
            int got = 0;
            for (int i = 0; i < 40 && got < 3; i++) {
                got += isLetIn(seeder, second.infoHash(), open) ? 1 : 0;
                LockSupport.parkNanos(300_000_000);
            }
            assertEquals(3, got, "a third of nine");
            await(() -> seeder.runtime().places().open() <= 9);
            var torrents = seeder.runtime().torrents();
            await(() -> torrents.stream().allMatch(it -> it.snapshot().peers().size() >= 3));
        } finally {
            for (var each : open) {
                each.close();
            }
        }
    }

    /// Whether anything follows the handshake.
    private static boolean isLetIn(TestPeer seeder, InfoHash infoHash, List<RawPeer> open)
            throws IOException {
        var peer = RawPeer.dial(seeder);
        open.add(peer);
        try {
            peer.send(RawPeer.handshake(infoHash, Reserved.OURS));
            peer.readHandshake();
            peer.readFrame();
            return true;
        } catch (EOFException | SocketException | NoSuchElementException _) {
            return false;
        }
    }

    private static TestPeer peer(PlaceLimits limits) {
        return new TestPeer(
                RuntimeOptions.defaults().withWire(WireOptions.defaults().withPlaces(limits)));
    }

    private static boolean counts(TestPeer peer, int open, int halfOpen) {
        var counts = peer.runtime().places();
        return counts.open() == open && counts.halfOpen() == halfOpen;
    }

    private static void await(BooleanSupplier holds) {
        long end = System.nanoTime() + TestPeer.PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not in time");
            LockSupport.parkNanos(1_000_000);
        }
    }
}
