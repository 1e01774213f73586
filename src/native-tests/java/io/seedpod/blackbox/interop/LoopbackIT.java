package io.seedpod.blackbox.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.blackbox.harness.Network;
import io.seedpod.blackbox.harness.StockPeer;
import io.seedpod.blackbox.harness.World;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A peer on the tracker's own host, which it sees at a loopback address, and somebody elsewhere.
class LoopbackIT {
    private static final byte[] TORRENT =
            "twenty bytes exactly".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final Network network = new Network();
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
        network.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"batched", "nio"})
    void othersAreToldTheTrackersAddressInItsPlace(String udpPortKind) {
        var here = network.host();
        var elsewhere = network.host();
        var tracker = world.tracker(here, "--udp-port-kind", udpPortKind);
        var beside = new StockPeer(here, TORRENT, 40_001, 0);
        beside.announceByUdp("127.0.0.1", tracker.port());

        var neighbour = new StockPeer(here, TORRENT, 40_002, 5);
        assertEquals(
                List.of("127.0.0.1:40001"), neighbour.announceByUdp("127.0.0.1", tracker.port()));
        assertEquals(
                List.of("127.0.0.1:40001"),
                new StockPeer(here, TORRENT, 40_002, 5)
                        .announceByHttp("http://127.0.0.1:" + tracker.port()).stream()
                                .filter(peer -> peer.endsWith(":40001"))
                                .toList());

        var stranger = new StockPeer(elsewhere, TORRENT, 40_003, 5);
        var told = List.of(here.address() + ":40001", here.address() + ":40002");
        assertEquals(told, sorted(stranger.announceByUdp(here.address(), tracker.port())));
        assertEquals(told, sorted(stranger.announceByHttp(tracker.url())));
    }

    private static List<String> sorted(List<String> endpoints) {
        return endpoints.stream().sorted().toList();
    }
}
