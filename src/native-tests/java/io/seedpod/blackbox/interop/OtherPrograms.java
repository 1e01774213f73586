package io.seedpod.blackbox.interop;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Host;
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
    private static final Duration START = Duration.ofSeconds(30);
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
        var configuration = world.path("transmission-" + name);
        write(configuration.resolve("settings.json"), TRANSMISSION_SETTINGS);
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
