package io.seedpod.blackbox.interop;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.Network;
import io.seedpod.blackbox.harness.NetworkHost;
import io.seedpod.blackbox.harness.TorrentFile;
import io.seedpod.blackbox.harness.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Peer exchange (BEP 11) with libtorrent, either way: nobody's torrent names a tracker.
class ExchangeInteropIT {
    private static final int SIZE = 60_000_000;
    private static final int PORT = 6881;

    /// libtorrent tells once a minute. The content takes longer than this, for who has all of it
    /// parts with others who have.
    private static final Duration MEET = Duration.ofSeconds(200);

    private final Network network = new Network();
    private final World world = new World();
    private final OtherPrograms others = new OtherPrograms(world);
    private final Path file = Content.file(world.path("origin").resolve("file.bin"), SIZE, 1);
    private final TorrentFile torrent = TorrentFile.of(file, 1 << 17);
    private final Path torrentFile = torrent.write(world.folder().resolve("file.torrent"));

    @AfterEach
    void remove() {
        world.close();
        network.close();
    }

    @Test
    void ourPeerMeetsASeederThatLibtorrentNames() {
        var seederHost = network.host();
        var hubHost = network.host();
        libtorrent(seederHost, "seeder", file.getParent(), 200_000);
        libtorrent(hubHost, "hub", world.path("hub"), 100_000, seederHost);
        var magnet =
                "magnet:?xt=urn:btih:%s&x.pe=%s:%d"
                        .formatted(torrent.infoHashHex(), hubHost.address(), PORT);
        var ours =
                world.user(network.host(), "ours")
                        .startFetch(magnet, world.path("target"), "", "--json");
        var connectedTo = "\"endpoint\":\"%s:%d\"".formatted(seederHost.address(), PORT);
        Await.until(
                "our peer is connected to the seeder",
                MEET,
                () -> ours.output().contains(connectedTo),
                ours::transcript);
    }

    @Test
    void libtorrentsMeetThroughOurPeer() {
        var hubHost = network.host();
        var hub =
                world.user(hubHost, "hub")
                        .start(
                                "seed",
                                torrentFile.toString(),
                                "--data",
                                file.toString(),
                                "--port",
                                String.valueOf(PORT),
                                "--max-up",
                                "256KiB");
        // Whoever is refused once is not dialled by libtorrent for a minute.
        hub.awaitLine("verified +file\\.bin", MEET);
        var firstHost = network.host();
        var first = libtorrent(firstHost, "first", world.path("first"), 100_000, hubHost);
        awaitConnected(first, hubHost);
        var second = libtorrent(network.host(), "second", world.path("second"), -1, hubHost);
        awaitConnected(second, firstHost);
    }

    private static void awaitConnected(Client client, NetworkHost to) {
        Await.until(
                client.running().title() + " is connected to " + to.address(),
                MEET,
                () -> client.running().output().contains("connected to " + to.address() + " "),
                client.running()::transcript);
    }

    private Client libtorrent(
            NetworkHost host, String name, Path folder, int upload, NetworkHost... known) {
        return others.libtorrent(
                host,
                name,
                torrentFile,
                folder,
                List.of(
                        "\"out_enc_policy\": 2",
                        "\"in_enc_policy\": 2",
                        // A seeder waits to be dialled: whoever meets it was told of it.
                        "\"seeding_outgoing_connections\": False",
                        "\"upload_limit\": " + upload),
                known);
    }
}
