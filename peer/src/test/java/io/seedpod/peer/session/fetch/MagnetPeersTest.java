package io.seedpod.peer.session.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.metainfo.MagnetLink;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MagnetPeersTest {
    private static PeerEndpoint endpoint(String literal) {
        return PeerEndpoint.parse(literal).orElseThrow();
    }

    @Test
    void addressesOfBothFamiliesAndHostsAreToldApart() throws Exception {
        var magnet =
                MagnetLink.parse(
                        "magnet:?xt=urn:btih:"
                                + "0123456789abcdef0123456789abcdef01234567"
                                + "&x.pe=192.0.2.1:6881&x.pe=%5B2001:db8::1%5D:6882&x.pe=seed.example:6883");
        var peers = MagnetPeers.of(magnet.peers());
        assertEquals(
                List.of(endpoint("192.0.2.1:6881"), endpoint("[2001:db8::1]:6882")),
                peers.addresses());
        assertEquals(List.of(new MagnetPeers.Host("seed.example", 6883)), peers.hosts());
        assertFalse(peers.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host",
                "host:",
                "host:0",
                "host:65536",
                "host:999999",
                ":6881",
                "1.2.3:6881", // the system would take it for an address
                "0x7f000001.1:6881",
                "a b:6881",
                "host/path:6881",
                "-.:1",
                "2001:db8::1:6881"
            })
    void whatNamesNobodyIsLeftOut(String text) {
        assertTrue(MagnetPeers.of(List.of(text)).isEmpty(), text);
    }

    @Test
    void whoeverWroteTheLinkDoesNotSayHowMany() {
        var many =
                IntStream.range(0, 5000)
                        .mapToObj(i -> "10.0." + i / 250 + "." + (1 + i % 250) + ":7")
                        .toList();
        assertEquals(200, MagnetPeers.of(many).addresses().size());
        assertEquals(16, MagnetPeers.of(Collections.nCopies(5000, "a.example:7")).hosts().size());
    }

    @Test
    void hostsAreLookedUpAndUnknownOnesLeftOut() throws Exception {
        var expected = new HashSet<PeerEndpoint>();
        Arrays.stream(InetAddress.getAllByName("localhost"))
                .forEach(it -> expected.add(PeerEndpoint.of(it.getAddress(), 7)));
        var peers = MagnetPeers.of(List.of("localhost:7", "no-such-host.invalid:7"));
        assertEquals(expected, new HashSet<>(peers.lookUp()));
    }
}
