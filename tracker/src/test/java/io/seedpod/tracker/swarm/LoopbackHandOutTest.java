package io.seedpod.tracker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoopbackHandOutTest {
    private static final PeerEndpoint STRANGER = peer("10.0.0.9:7");
    private static final Optional<PeerEndpoint> V4 = Optional.of(peer("10.0.0.1:0"));
    private static final Optional<PeerEndpoint> V6 = Optional.of(peer("[fd00::1]:0"));

    private final HandOut handOut = new HandOut(10);

    private static PeerEndpoint peer(String literal) {
        return PeerEndpoint.parse(literal).orElseThrow();
    }

    private void fill(String... peers) {
        handOut.begin(10, true);
        for (var each : peers) {
            switch (peer(each)) {
                case PeerEndpoint.V4(int address, int port) -> handOut.addV4(address, port, true);
                case PeerEndpoint.V6(long high, long low, int port) ->
                        handOut.addV6(high, low, port, true);
            }
        }
    }

    private List<String> endpoints() {
        return handOut.endpoints().stream().map(PeerEndpoint::toString).toList();
    }

    @Test
    void loopbackIsSeenAmongOthers() {
        fill("10.0.0.2:1", "[fd00::2]:1", "126.255.255.255:1", "128.0.0.1:1");
        assertFalse(handOut.hasLoopback());
        fill("10.0.0.2:1", "127.255.0.1:1");
        assertTrue(handOut.hasLoopback());
        fill("10.0.0.2:1", "[::1]:1");
        assertTrue(handOut.hasLoopback());
    }

    @Test
    void theLocalAddressStandsInItsPlaceAndOthersStay() {
        fill("10.0.0.2:1", "127.0.0.1:60001", "10.0.0.3:3", "127.9.9.9:4");
        handOut.replaceLoopback(V4, STRANGER);
        assertEquals(
                List.of("10.0.0.2:1", "10.0.0.1:60001", "10.0.0.3:3", "10.0.0.1:4"), endpoints());
        fill("[fd00::2]:1", "[::1]:60002", "127.0.0.1:3");
        handOut.replaceLoopback(V6, STRANGER);
        assertEquals(List.of("[fd00::2]:1", "[fd00::1]:60002"), endpoints());
    }

    @Test
    void withoutALocalAddressTheyAreLeftOut() {
        fill("127.0.0.1:1", "10.0.0.2:2", "[::1]:3", "[fd00::2]:4");
        handOut.replaceLoopback(Optional.empty(), STRANGER);
        assertEquals(List.of("10.0.0.2:2", "[fd00::2]:4"), endpoints());
    }

    @Test
    void nobodyIsToldOfItself() {
        fill("127.0.0.1:7", "127.0.0.1:8");
        handOut.replaceLoopback(V4, peer("10.0.0.1:7"));
        assertEquals(List.of("10.0.0.1:8"), endpoints());
    }

    /// Only where a peer announced from may it be asked whether it is there.
    @Test
    void whoIsPutElsewhereIsNotSilentThere() {
        fill("127.0.0.1:1", "10.0.0.2:2");
        handOut.replaceLoopback(V4, STRANGER);
        assertFalse(handOut.isV4Silent(0));
        assertTrue(handOut.isV4Silent(1));
        fill("[::1]:1", "[fd00::2]:2");
        handOut.replaceLoopback(V6, STRANGER);
        assertFalse(handOut.isV6Silent(0));
        assertTrue(handOut.isV6Silent(1));
    }
}
