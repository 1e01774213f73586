package io.seedpod.blackbox.interop;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.Network;
import io.seedpod.blackbox.harness.NetworkHost;
import io.seedpod.blackbox.harness.Running;
import io.seedpod.blackbox.harness.TorrentFile;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Peer exchange (BEP 11) with libtorrent, either way: nobody's torrent names a tracker.
class ExchangeInteropIT {
    private static final int SIZE = 24_000_000;
    private static final int PORT = 6881;

    /// libtorrent tells once a minute.
    private static final Duration MEET = Duration.ofSeconds(100);

    private final Network network = new Network();
    private final World world = new World();
    private final Path file = Content.file(world.path("origin").resolve("file.bin"), SIZE, 1);
    private final TorrentFile torrent = TorrentFile.of(file, 1 << 17);
    private final Path torrentFile = torrent.write(world.folder().resolve("file.torrent"));

    @AfterEach
    void remove() {
        world.close();
        network.close();
    }

    @Test
    void ourPeerMeetsASeederThatLibtorrentNames() throws IOException {
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
    void libtorrentsMeetThroughOurPeer() throws IOException {
        var tracker = world.tracker(network.host());
        var hubHost = network.host();
        world.user(hubHost, "hub")
                .start(
                        "seed",
                        torrentFile.toString(),
                        "--data",
                        file.toString(),
                        "--port",
                        String.valueOf(PORT),
                        "--tracker",
                        tracker.endpoint(),
                        "--max-up",
                        "256KiB");
        var firstHost = network.host();
        var first = libtorrent(firstHost, "first", world.path("first"), 100_000, hubHost);
        Await.until(
                "the first is connected to our peer",
                MEET,
                () -> first.output().contains("connected to " + hubHost.address()),
                first::transcript);
        var second = libtorrent(network.host(), "second", world.path("second"), 0, hubHost);
        Await.until(
                "the second is connected to the first",
                MEET,
                () -> second.output().contains("connected to " + firstHost.address()),
                second::transcript);
    }

    /// Serves or fetches the torrent, and writes a line with every peer it is connected to.
    private Running libtorrent(
            NetworkHost host, String name, Path folder, int upload, NetworkHost... known)
            throws IOException {
        var script =
                Files.writeString(
                        world.folder().resolve(name + ".py"),
                        """
                        import libtorrent, sys, time
                        session = libtorrent.session({
                            "listen_interfaces": sys.argv[3] + ":6881", "enable_dht": False,
                            "enable_lsd": False, "enable_upnp": False, "enable_natpmp": False,
                            "enable_outgoing_utp": False, "enable_incoming_utp": False,
                            "out_enc_policy": 2, "in_enc_policy": 2})
                        torrent = libtorrent.add_torrent_params()
                        torrent.ti = libtorrent.torrent_info(sys.argv[1])
                        torrent.save_path = sys.argv[2]
                        torrent.upload_limit = int(sys.argv[4])
                        handle = session.add_torrent(torrent)
                        while True:
                            for address in sys.argv[5:]:
                                handle.connect_peer((address, 6881))
                            for peer in handle.get_peer_info():
                                if not peer.flags & (peer.handshake | peer.connecting):
                                    print("connected to", peer.ip[0], flush=True)
                            time.sleep(1)
                        """);
        var command = new ArrayList<>(host.prefix());
        command.addAll(
                List.of(
                        "/usr/bin/python3", // Debian's, which has its libtorrent
                        script.toString(),
                        torrentFile.toString(),
                        folder.toString(),
                        host.address(),
                        String.valueOf(upload == 0 ? -1 : upload)));
        for (var other : known) {
            command.add(other.address());
        }
        return world.start("libtorrent-" + name, command, Map.of());
    }
}
