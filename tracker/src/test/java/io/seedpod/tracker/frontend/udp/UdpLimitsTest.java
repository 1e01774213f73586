package io.seedpod.tracker.frontend.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.AddressRange;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.udp.UdpRequest;
import io.seedpod.model.tracker.udp.UdpRequestCodec;
import io.seedpod.model.tracker.udp.UdpResponse;
import io.seedpod.tracker.frontend.udp.UdpObserver.Dropped;
import io.seedpod.tracker.limits.AddressRanges;
import io.seedpod.tracker.limits.Gate;
import io.seedpod.tracker.limits.RequestLimit;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Who asks too often, and who is believed about an address that is not its own.
class UdpLimitsTest {
    private static final InfoHash SWARM = new InfoHash(1, 2, 3);
    private static final PeerEndpoint ASKER = new PeerEndpoint.V4(0x0a000001, 5_000);
    private static final PeerEndpoint OTHER = new PeerEndpoint.V4(0x0b000001, 5_000);
    private static final int BURST = 3;

    private final RequestLimit limit = new RequestLimit(1, BURST, AddressRanges.NONE, 5, 0);
    private final UdpBench bench =
            new UdpBench(
                    Optional.empty(),
                    new Gate(
                            limit,
                            new AddressRanges(
                                    List.of(AddressRange.parse("11.0.0.0/8").orElseThrow())),
                            AddressRanges.NONE));

    private static UdpRequest announce(long connectionId, int port) {
        return new UdpRequest.Announce(
                connectionId,
                77,
                new AnnounceRequest(
                        SWARM, new PeerId(1, 2, port), 0, 0, 0, AnnounceEvent.NONE, 50, 9, port));
    }

    @Test
    void tooManyGetOneErrorASecondAndThenSilence() {
        long id = bench.connect(ASKER);
        for (int i = 0; i < BURST; i++) {
            var reply = bench.ask(ASKER, announce(id, 1)).orElseThrow();
            assertInstanceOf(UdpResponse.Announced.class, reply);
        }
        var error =
                assertInstanceOf(
                        UdpResponse.Failed.class, bench.ask(ASKER, announce(id, 1)).orElseThrow());
        assertTrue(error.toString().contains("too many requests"), error::toString);
        for (int i = 0; i < 100; i++) {
            assertEquals(Optional.empty(), bench.ask(ASKER, announce(id, 1)));
        }
        assertEquals(Collections.nCopies(101, Dropped.LIMITED), bench.dropped);
        assertInstanceOf(
                UdpResponse.Announced.class,
                bench.ask(OTHER, announce(bench.connect(OTHER), 1)).orElseThrow());
        bench.steadyNanos += 1_100_000_000L;
        assertInstanceOf(
                UdpResponse.Announced.class, bench.ask(ASKER, announce(id, 1)).orElseThrow());
    }

    /// Somebody else's address in a packet's header spends nothing of that address.
    @Test
    void whatIsNotProvenIsNotCounted() {
        long id = bench.connect(ASKER);
        for (int i = 0; i < 100; i++) {
            bench.ask(ASKER, announce(id + 1, 1));
            bench.connect(ASKER);
        }
        assertInstanceOf(
                UdpResponse.Announced.class, bench.ask(ASKER, announce(id, 1)).orElseThrow());
    }

    private void announceAs(PeerEndpoint sender, int named, int port) {
        byte[] packet = UdpRequestCodec.encode(announce(bench.connect(sender), port));
        ByteBuffer.wrap(packet).putInt(84, named);
        bench.ask(sender, packet);
    }

    private List<PeerEndpoint> peers() {
        var stranger = new PeerEndpoint.V4(0x0c000001, 1);
        var leecher =
                new UdpRequest.Announce(
                        bench.connect(stranger),
                        1,
                        new AnnounceRequest(
                                SWARM, new PeerId(9, 9, 9), 0, 0, 5, AnnounceEvent.NONE, 50, 9, 1));
        return assertInstanceOf(
                        UdpResponse.Announced.class, bench.ask(stranger, leecher).orElseThrow())
                .announce()
                .peers();
    }

    @Test
    void anAnnouncedAddressIsBelievedFromSomeOnly() {
        announceAs(ASKER, 0x01020304, 1_001);
        assertEquals(List.of(new PeerEndpoint.V4(0x0a000001, 1_001)), peers());
    }

    @Test
    void whoIsBelievedEntersAnother() {
        announceAs(OTHER, 0x01020304, 1_002);
        assertEquals(List.of(new PeerEndpoint.V4(0x01020304, 1_002)), peers());
    }

    @Test
    void whoIsBelievedAndNamesNobodyEntersItself() {
        for (int nobody : new int[] {0, 0x7f000001, 0xa9fe0001, 0xe0000001, -1}) {
            bench.steadyNanos += 10_000_000_000L;
            announceAs(OTHER, nobody, 1_003);
            assertEquals(List.of(new PeerEndpoint.V4(0x0b000001, 1_003)), peers());
        }
    }
}
