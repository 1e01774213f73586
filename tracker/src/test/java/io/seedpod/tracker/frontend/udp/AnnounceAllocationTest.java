package io.seedpod.tracker.frontend.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.udp.UdpRequest;
import io.seedpod.model.tracker.udp.UdpRequestCodec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The announce path makes no more garbage than the request as decoded: packets of 2,000 peers in
/// 50 swarms, through the frontend into the swarms, each peer announcing again and again.
class AnnounceAllocationTest {
    private static final int SWARMS = 50;
    private static final int PEERS = 2_000;
    private static final int WANTED = 40;
    private static final int MOST_BYTES = 256;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final UdpBench bench = new UdpBench(Optional.empty());

    @AfterEach
    void close() {
        bench.close();
    }

    /// @param labelled whether peers say where they run, as ours do
    private List<byte[]> packets(PeerEndpoint from, boolean labelled) {
        long id = bench.connect(from);
        var packets = new ArrayList<byte[]>();
        var random = new Random(5);
        for (int peer = 0; peer < PEERS; peer++) {
            var announce =
                    new AnnounceRequest(
                            new InfoHash(peer % SWARMS, peer % SWARMS, 1),
                            PeerId.ours(random),
                            peer,
                            peer,
                            peer % 3,
                            AnnounceEvent.NONE,
                            WANTED,
                            peer,
                            1_000 + peer,
                            labelled ? "?node=n" + peer % 20 + "&zone=z" + peer % 3 : "");
            packets.add(UdpRequestCodec.encode(new UdpRequest.Announce(id, peer, announce)));
        }
        return packets;
    }

    private void announceAll(PeerEndpoint from, List<byte[]> packets) {
        for (int i = 0; i < packets.size(); i++) {
            bench.load(from, packets.get(i));
            bench.repeat();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3:999, false",
        "[2001:db8::7]:999, false",
        "10.1.2.3:999, true",
        "[2001:db8::7]:999, true"
    })
    void anAnnounceAllocatesAtMost256Bytes(String sender, boolean labelled) {
        var from = PeerEndpoint.parse(sender).orElseThrow();
        var packets = packets(from, labelled);
        int peerLength = from instanceof PeerEndpoint.V4 ? 6 : 18;
        announceAll(from, packets);
        // All are known by now, so that what follows is the steady state, and not cheap for want of
        // peers to hand out: of 40 in a swarm none is handed to itself.
        bench.load(from, packets.getLast());
        assertEquals(20 + (WANTED - 1) * peerLength, bench.repeat());
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        // Less and less until the compiler is done with it, whenever it gets the processor.
        long least = Long.MAX_VALUE;
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (least > MOST_BYTES && System.nanoTime() < deadline) {
            long before = threads.getCurrentThreadAllocatedBytes();
            announceAll(from, packets);
            least = (threads.getCurrentThreadAllocatedBytes() - before) / packets.size();
        }
        assertTrue(least <= MOST_BYTES, least + " bytes an announce");
    }
}
