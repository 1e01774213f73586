package io.seedpod.benchmarks.transfer;

import io.seedpod.benchmarks.system.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// rtorrent without its screen (`system.daemon.set`), so that it wants no terminal. No second check
/// of what it has just fetched, no limits, large socket buffers.
final class Rtorrent implements Client {
    @Override
    public String name() {
        return "rtorrent";
    }

    @Override
    public String version() throws IOException {
        return Commands.output("rtorrent", "-h").lines().findFirst().orElseThrow();
    }

    @Override
    public void prepare(Path home, Place place) throws IOException {
        Files.writeString(
                home.resolve("rtorrent.rc"),
                """
                system.daemon.set = true
                directory.default.set = %s
                network.bind_address.set = %s
                network.local_address.set = %s
                network.port_range.set = %d-%d
                network.port_random.set = no
                dht.mode.set = disable
                protocol.pex.set = no
                protocol.encryption.set = none
                trackers.use_udp.set = no
                pieces.hash.on_completion.set = no
                network.receive_buffer.size.set = 4M
                network.send_buffer.size.set = 4M
                method.set_key = event.download.finished,mark,"execute2={touch,%s}"
                schedule2 = begin,0,0,"load.start=%s"
                """
                        .formatted(
                                place.data(),
                                place.address(),
                                place.address(),
                                Place.PORT,
                                Place.PORT,
                                mark(place),
                                place.torrent()));
    }

    @Override
    public List<String> seed(Path home, Place place) {
        return List.of("rtorrent", "-n", "-o", "import=" + home.resolve("rtorrent.rc"));
    }

    @Override
    public List<String> fetch(Path home, Place place) {
        return seed(home, place);
    }

    private static Path mark(Place place) {
        return place.data().resolve("complete");
    }

    @Override
    public boolean finished(Place place) {
        return Files.exists(mark(place));
    }
}
