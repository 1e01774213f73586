package io.seedpod.peer.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class AcceptGateTest {
    private final AcceptGate gate = new AcceptGate();

    @Test
    void oneAddressCannotFillTheHouse() throws Exception {
        var greedy = address(1);
        int entered = 0;
        while (gate.enter(greedy)) {
            entered++;
        }
        assertEquals(64, entered);
        assertTrue(gate.enter(address(2)));
        gate.leave(greedy);
        assertTrue(gate.enter(greedy));
        assertFalse(gate.enter(greedy));
    }

    @Test
    void manyAddressesCannotFillTheMemory() throws Exception {
        int entered = 0;
        while (gate.enter(address(entered))) {
            entered++;
        }
        assertEquals(256, entered);
        gate.leave(address(0));
        assertTrue(gate.enter(address(1000)));
    }

    private static InetAddress address(int number) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {10, 0, (byte) (number >>> 8), (byte) number});
    }
}
