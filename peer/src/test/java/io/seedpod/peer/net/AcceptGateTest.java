package io.seedpod.peer.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.seedpod.peer.net.place.Refusal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class AcceptGateTest {
    private final AcceptGate gate = new AcceptGate();

    @Test
    void oneAddressCannotFillTheHouse() throws Exception {
        var greedy = address(1);
        int entered = 0;
        while (gate.enter(greedy) == null) {
            entered++;
        }
        assertEquals(64, entered);
        assertNull(gate.enter(address(2)));
        gate.leave(greedy);
        assertNull(gate.enter(greedy));
        assertEquals(Refusal.HALF_OPEN_OF_ADDRESS, gate.enter(greedy));
    }

    @Test
    void manyAddressesCannotFillTheMemory() throws Exception {
        int entered = 0;
        while (gate.enter(address(entered)) == null) {
            entered++;
        }
        assertEquals(256, entered);
        assertEquals(Refusal.HALF_OPEN, gate.enter(address(1000)));
        gate.leave(address(0));
        assertNull(gate.enter(address(1000)));
    }

    private static InetAddress address(int number) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {10, 0, (byte) (number >>> 8), (byte) number});
    }
}
