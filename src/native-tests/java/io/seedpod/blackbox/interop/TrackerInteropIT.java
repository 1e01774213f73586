package io.seedpod.blackbox.interop;

import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Network;
import io.seedpod.blackbox.harness.NetworkHost;
import io.seedpod.blackbox.harness.Scrape;
import io.seedpod.blackbox.harness.TorrentFile;
import io.seedpod.blackbox.harness.World;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Our tracker between clients of others.
class TrackerInteropIT {
    private static final int SIZE = 8_000_000;
    private final Network network = new Network();
    private final World world = new World();
    private final OtherPrograms others = new OtherPrograms(world);

    @AfterEach
    void remove() {
        world.close();
        network.close();
    }

    @ParameterizedTest
    @CsvSource({
        "http, aria2, transmission",
        "udp, aria2, transmission",
        "http, transmission, aria2",
        "udp, transmission, aria2"
    })
    void bringsThemTogether(String protocol, String seeder, String leecher) {
        var trackerHost = network.host();
        var tracker = world.tracker(trackerHost);
        var file = Content.file(world.path("origin").resolve("file.bin"), SIZE, 1);
        var url = protocol.equals("udp") ? tracker.udpUrl() : tracker.announceUrl();
        var torrent = TorrentFile.of(file, 1 << 16, url);
        var torrentFile = torrent.write(world.folder().resolve("file.torrent"));

        start(seeder, protocol, network.host(), "seeder", torrentFile, file.getParent());
        Scrape.awaitSeeders(trackerHost, tracker.url(), torrent, 1);
        var fetching =
                start(
                        leecher,
                        protocol,
                        network.host(),
                        "leecher",
                        torrentFile,
                        world.path("target"));
        fetching.awaitContent("file.bin", FileTree.of(file));
        Scrape.awaitSeeders(trackerHost, tracker.url(), torrent, 2);
    }

    private Client start(
            String client,
            String protocol,
            NetworkHost host,
            String name,
            Path torrent,
            Path folder) {
        if (client.equals("transmission")) {
            return others.transmission(host, name, torrent, folder);
        }
        return protocol.equals("udp")
                ? others.aria2OverUdp(host, name, torrent, folder)
                : others.aria2(host, name, torrent, folder);
    }
}
