package io.seedpod.benchmarks.transfer;

import io.seedpod.benchmarks.system.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// transmission-daemon: no uTP, no DHT, no limits, plaintext preferred; the torrent comes through
/// its watch folder.
final class Transmission implements Client {
    @Override
    public String name() {
        return "transmission";
    }

    @Override
    public String version() throws IOException {
        return Commands.output("transmission-daemon", "--version").strip();
    }

    @Override
    public void prepare(Path home, Place place) throws IOException {
        var watch = Files.createDirectories(home.resolve("watch"));
        Files.copy(place.torrent(), watch.resolve("content.torrent"));
        Files.writeString(home.resolve("settings.json"), settings(place, watch));
    }

    private static String settings(Place place, Path watch) {
        return """
        {
          "bind-address-ipv4": "%s",
          "blocklist-enabled": false,
          "dht-enabled": false,
          "download-dir": "%s",
          "encryption": 0,
          "incomplete-dir-enabled": false,
          "lpd-enabled": false,
          "pex-enabled": false,
          "port-forwarding-enabled": false,
          "peer-port": %d,
          "preallocation": 0,
          "ratio-limit-enabled": false,
          "rename-partial-files": true,
          "rpc-enabled": false,
          "speed-limit-down-enabled": false,
          "speed-limit-up-enabled": false,
          "start-added-torrents": true,
          "trash-original-torrent-files": false,
          "utp-enabled": false,
          "watch-dir": "%s",
          "watch-dir-enabled": true
        }
        """
                .formatted(place.address(), place.data(), Place.PORT, watch);
    }

    @Override
    public List<String> seed(Path home, Place place) {
        return List.of(
                "transmission-daemon",
                "--foreground",
                "--log-error",
                "--config-dir",
                home.toString());
    }

    @Override
    public List<String> fetch(Path home, Place place) {
        return seed(home, place);
    }

    @Override
    public boolean finished(Place place) {
        return Files.exists(place.file());
    }
}
