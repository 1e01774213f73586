package io.seedpod.tracker.frontend.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalAddressesTest {
    private static PeerEndpoint peer(String literal) {
        return PeerEndpoint.parse(literal).orElseThrow();
    }

    @Test
    void whoIsOnThisMachineIsHeardOnLoopback() {
        var local = new LocalAddresses("");
        assertEquals(Optional.of(peer("127.0.0.1:0")), local.toward(peer("127.0.0.1:5000"), 0));
        assertEquals(Optional.of(peer("[::1]:0")), local.toward(peer("[::1]:5000"), 0));
    }

    /// The system's own word for it: the address from which a socket would write there.
    @Test
    void whoIsElsewhereIsHeardWhereTheRoutesSay() throws Exception {
        var elsewhere = peer("192.0.2.1:5000");
        try (var channel = DatagramChannel.open()) {
            Optional<PeerEndpoint> expected;
            try {
                channel.connect(new InetSocketAddress("192.0.2.1", 5000));
                var address = (InetSocketAddress) channel.getLocalAddress();
                expected = Optional.of(PeerEndpoint.of(address.getAddress().getAddress(), 0));
            } catch (java.io.IOException _) {
                expected = Optional.empty(); // a machine without a route
            }
            assertEquals(expected, new LocalAddresses("").toward(elsewhere, 0));
        }
    }

    @Test
    void aPortBoundToOneAddressIsHeardThere() {
        var local = new LocalAddresses("10.1.2.3");
        assertEquals(Optional.of(peer("10.1.2.3:0")), local.toward(peer("127.0.0.1:5000"), 0));
        var v6 = new LocalAddresses("fd00::1");
        assertEquals(Optional.of(peer("[fd00::1]:0")), v6.toward(peer("127.0.0.1:5000"), 0));
    }

    @Test
    void theWildcardsAreNoAddresses() {
        for (var host : new String[] {"0.0.0.0", "::"}) {
            var local = new LocalAddresses(host);
            assertEquals(Optional.of(peer("127.0.0.1:0")), local.toward(peer("127.0.0.1:1"), 0));
        }
    }

    @Test
    void whatWasLearntIsBelievedForAMinute() {
        var local = new LocalAddresses("");
        var first = local.toward(peer("127.0.0.1:1"), 100);
        assertSame(first, local.toward(peer("127.0.0.1:2"), 159));
        assertNotSame(first, local.toward(peer("127.0.0.1:2"), 160));
    }

    @Test
    void howMuchIsKnownIsBounded() {
        var local = new LocalAddresses("");
        var first = local.toward(peer("127.0.0.1:1"), 0);
        for (int i = 2; i <= 1_025; i++) {
            assertTrue(local.toward(new PeerEndpoint.V4(0x7f000000 + i, 1), 0).isPresent());
        }
        assertNotSame(first, local.toward(peer("127.0.0.1:1"), 0), "was not forgotten");
    }
}
