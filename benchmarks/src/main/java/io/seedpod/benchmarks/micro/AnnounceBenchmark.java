package io.seedpod.benchmarks.micro;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.udp.ConnectionIds;
import io.seedpod.model.tracker.udp.UdpDecoded;
import io.seedpod.model.tracker.udp.UdpRequest;
import io.seedpod.model.tracker.udp.UdpRequestCodec;
import io.seedpod.model.tracker.udp.UdpResponseCodec;
import io.seedpod.tracker.core.AnnounceReply;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.core.TrackerObserver;
import io.seedpod.tracker.core.Transport;
import io.seedpod.tracker.policy.Heartbeats;
import io.seedpod.tracker.policy.Policy;
import io.seedpod.tracker.swarm.HandOut;
import io.seedpod.tracker.swarm.memory.MemorySwarms;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One UDP announce without its socket: packet decoded and proven, registry asked, reply encoded.
@State(Scope.Thread)
public class AnnounceBenchmark {
    private static final int PACKETS = 1 << 14;
    private static final int PACKET_LENGTH = 98;
    private static final int NOW_SECONDS = 1_000;

    /// Swarms that the packets are spread over; the fewer, the fuller the replies.
    @Param({"1", "100", "10000"})
    public int swarms;

    private final ByteBuffer reply = ByteBuffer.allocateDirect(2_048);
    private final HandOut handOut = new HandOut(Transport.MAX_PEERS);
    private final ConnectionIds connectionIds = new ConnectionIds(new byte[16]);
    private ByteBuffer packets = ByteBuffer.allocateDirect(0);
    private PeerEndpoint[] senders = {};
    private Tracker tracker = newTracker();
    private int next;

    private static Tracker newTracker() {
        var limits = new MemorySwarms.Limits(1 << 20, 1 << 17, 1 << 16);
        return new Tracker(
                Policy.OPEN,
                new Heartbeats(15, 300, 60, 1),
                new MemorySwarms(limits, 2),
                TrackerObserver.NONE);
    }

    @Setup
    public void fill() {
        var random = new SplittableRandom(3);
        packets = ByteBuffer.allocateDirect(PACKETS * PACKET_LENGTH);
        senders = new PeerEndpoint[PACKETS];
        for (int i = 0; i < PACKETS; i++) {
            senders[i] = new PeerEndpoint.V4(0x0a000000 | i, 6881);
            int left = random.nextInt(4);
            var announce =
                    new AnnounceRequest(
                            new InfoHash(random.nextInt(swarms), 4, 5),
                            new PeerId(6, 7, i),
                            0,
                            0,
                            left,
                            AnnounceEvent.NONE,
                            50,
                            i,
                            6881);
            long id = connectionIds.issue(senders[i], NOW_SECONDS);
            packets.put(UdpRequestCodec.encode(new UdpRequest.Announce(id, i, announce)));
        }
        tracker = newTracker();
        for (int i = 0; i < PACKETS; i++) {
            announce();
        }
    }

    @Benchmark
    public int announce() {
        int index = next++ & (PACKETS - 1);
        var sender = senders[index];
        var packet = packets.slice(index * PACKET_LENGTH, PACKET_LENGTH);
        var decoded =
                UdpRequestCodec.decode(
                        packet, id -> connectionIds.accepts(id, sender, NOW_SECONDS));
        if (!(decoded instanceof UdpDecoded.Asked(UdpRequest.Announce asked))) {
            throw new IllegalStateException("not an announce: " + decoded);
        }
        tracker.announce(
                asked.announce(),
                sender,
                Transport.UDP,
                NOW_SECONDS,
                handOut,
                new Encoding(asked.transactionId()));
        return reply.position();
    }

    private final class Encoding implements AnnounceReply {
        private final int transactionId;

        private Encoding(int transactionId) {
            this.transactionId = transactionId;
        }

        @Override
        public void accepted(
                PeerEndpoint asker, int intervalSeconds, int minIntervalSeconds, HandOut peers) {
            UdpResponseCodec.encodeAnnouncedHead(
                    transactionId,
                    intervalSeconds,
                    peers.leechers(),
                    peers.seeders(),
                    reply.clear());
            for (int i = 0; i < peers.v4Count(); i++) {
                reply.putInt(peers.v4Address(i)).putShort((short) peers.v4Port(i));
            }
        }

        @Override
        public void refused(String reason) {
            throw new IllegalStateException(reason);
        }
    }
}
