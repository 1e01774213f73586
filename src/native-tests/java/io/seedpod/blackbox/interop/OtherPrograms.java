package io.seedpod.blackbox.interop;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.NetworkHost;
import io.seedpod.blackbox.harness.Running;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts other people's clients and trackers so that they behave as in a closed network: no DHT,
/// no local discovery, no uTP, nothing mapped, nothing limited.
final class OtherPrograms {
    private static final Duration START = World.START;
    private final World world;

    OtherPrograms(World world) {
        this.world = world;
    }

    /// aria2 over HTTP trackers, seeding what lies in the folder or fetching into it and seeding
    /// on.
    Client aria2(Host host, String name, Path torrent, Path folder, String... further) {
        var command = new ArrayList<>(host.prefix());
        command.addAll(
                List.of(
                        "aria2c",
                        "--no-conf",
                        "--enable-dht6=false",
                        "--bt-enable-lpd=false",
                        "--enable-peer-exchange=false",
                        "--check-integrity=true",
                        "--seed-ratio=0",
                        "--listen-port=6881",
                        "--file-allocation=none",
                        "--show-console-readout=false",
                        "--console-log-level=notice",
                        "--summary-interval=0",
                        "--dir=" + folder));
        command.addAll(List.of(further));
        if (!List.of(further).contains("--enable-dht=true")) {
            command.add("--enable-dht=false");
        }
        command.add(torrent.toString());
        return new Client(world.start("aria2-" + name, command, Map.of()), folder);
    }

    /// aria2 over UDP trackers: it has them only together with a DHT, which here knows nobody.
    Client aria2OverUdp(Host host, String name, Path torrent, Path folder) {
        return aria2(
                host,
                name,
                torrent,
                folder,
                "--enable-dht=true",
                "--dht-listen-port=6882",
                "--dht-file-path=" + world.path("aria2-" + name).resolve("dht.dat"));
    }

    /// Transmission, seeding what lies in the folder or fetching into it and seeding on.
    Client transmission(Host host, String name, Path torrent, Path folder) {
        return transmission(host, name, torrent, folder, false);
    }

    /// The same; it may insist on encryption.
    Client transmission(Host host, String name, Path torrent, Path folder, boolean encrypted) {
        var configuration = world.path("transmission-" + name);
        write(
                configuration.resolve("settings.json"),
                encrypted
                        ? TRANSMISSION_SETTINGS.replace("\"encryption\": 1", "\"encryption\": 2")
                        : TRANSMISSION_SETTINGS);
        var command = new ArrayList<>(host.prefix());
        command.addAll(
                List.of(
                        "transmission-daemon",
                        "--foreground",
                        "--config-dir",
                        configuration.toString(),
                        "--download-dir",
                        folder.toString()));
        var running = world.start("transmission-" + name, command, Map.of());
        Await.until(
                "transmission answers",
                START,
                () -> remote(host, "--add", torrent.toString()).contains("success"),
                running::transcript);
        return new Client(running, folder);
    }

    /// libtorrent, serving or fetching a torrent over trackers and the hosts it is told. It writes
    /// a line with every peer it is connected to, and `RC4` behind it if the stream is encrypted.
    ///
    /// @param settings more of its settings, as Python writes them: `"out_enc_policy": 2`. Besides,
    ///     `upload_limit` and `download_limit` of this torrent, in bytes a second: the limits among
    ///     its own settings pass over neighbours.
    Client libtorrent(
            NetworkHost host,
            String name,
            Path torrent,
            Path folder,
            List<String> settings,
            NetworkHost... known) {
        return libtorrent(host, name, torrent.toString(), folder, settings, known);
    }

    /// The same of what a `.torrent` or a magnet link describes.
    Client libtorrent(
            NetworkHost host,
            String name,
            String source,
            Path folder,
            List<String> settings,
            NetworkHost... known) {
        var script = world.folder().resolve("libtorrent-" + name + ".py");
        write(script, LIBTORRENT.replace("FURTHER", String.join(", ", settings)));
        var command = new ArrayList<>(host.prefix());
        command.addAll(
                List.of(
                        "/usr/bin/python3", // Debian's, which has its libtorrent
                        script.toString(),
                        source,
                        folder.toString(),
                        host.address()));
        for (var other : known) {
            command.add(other.address());
        }
        return new Client(world.start("libtorrent-" + name, command, Map.of()), folder);
    }

    /// What transmission-remote says about the daemon on a host.
    static String remote(Host host, String... arguments) {
        var command = new ArrayList<>(host.prefix());
        command.addAll(List.of("transmission-remote", "127.0.0.1:9091"));
        command.addAll(List.of(arguments));
        try {
            return io.seedpod.blackbox.harness.Shell.run(command, "");
        } catch (AssertionError notYet) {
            return notYet.getMessage();
        }
    }

    /// Debian's opentracker serves only torrents it was told: a white-list build.
    Running openTracker(Host host, int port, List<String> infoHashes) {
        var root = world.path("opentracker");
        permit(world.folder());
        permit(root);
        write(root.resolve("whitelist"), String.join("\n", infoHashes) + "\n");
        var configuration = root.resolve("opentracker.conf");
        write(
                configuration,
                """
                listen.tcp_udp %s:%d
                access.whitelist whitelist
                tracker.rootdir %s
                tracker.user nobody
                """
                        .formatted(host.address(), port, root));
        var command = new ArrayList<>(host.prefix());
        command.addAll(
                List.of("sh", "-c", "cd " + root + " && exec opentracker -f opentracker.conf"));
        var running = world.start("opentracker", command, Map.of());
        Await.until(
                "opentracker listens",
                START,
                () ->
                        host.call(
                                () -> {
                                    new java.net.Socket(host.address(), port).close();
                                    return true;
                                }),
                running::transcript);
        return running;
    }

    /// opentracker gives up root before it reads its list.
    private static void permit(Path folder) {
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final String LIBTORRENT =
            """
            import libtorrent, sys, time
            settings = {
                "listen_interfaces": sys.argv[3] + ":6881", "enable_dht": False,
                "enable_lsd": False, "enable_upnp": False, "enable_natpmp": False,
                "enable_outgoing_utp": False, "enable_incoming_utp": False,
                "min_reconnect_time": 1}
            settings.update({FURTHER})
            upload = settings.pop("upload_limit", -1)
            download = settings.pop("download_limit", -1)
            session = libtorrent.session(settings)
            if sys.argv[1].startswith("magnet:"):
                torrent = libtorrent.parse_magnet_uri(sys.argv[1])
            else:
                torrent = libtorrent.add_torrent_params()
                torrent.ti = libtorrent.torrent_info(sys.argv[1])
            torrent.save_path = sys.argv[2]
            torrent.upload_limit = upload
            torrent.download_limit = download
            handle = session.add_torrent(torrent)
            while True:
                for address in sys.argv[4:]:
                    handle.connect_peer((address, 6881))
                for look in range(5):
                    for peer in handle.get_peer_info():
                        if not peer.flags & (peer.handshake | peer.connecting):
                            how = "RC4" if peer.flags & peer.rc4_encrypted else "plain"
                            print("connected to", peer.ip[0], how, flush=True)
                    time.sleep(0.1)
            """;

    private static final String TRANSMISSION_SETTINGS =
            """
            {
              "dht-enabled": false, "lpd-enabled": false, "pex-enabled": false, "utp-enabled": false,
              "port-forwarding-enabled": false, "peer-port": 51413, "encryption": 1,
              "rpc-bind-address": "0.0.0.0", "rpc-whitelist-enabled": false,
              "rpc-host-whitelist-enabled": false, "rpc-authentication-required": false,
              "ratio-limit-enabled": false, "download-queue-enabled": false,
              "speed-limit-up-enabled": false, "speed-limit-down-enabled": false,
              "incomplete-dir-enabled": false, "rename-partial-files": true, "umask": 18,
              "preallocation": 0, "trash-original-torrent-files": false
            }
            """;
}
