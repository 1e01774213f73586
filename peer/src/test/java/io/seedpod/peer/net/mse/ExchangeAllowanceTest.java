package io.seedpod.peer.net.mse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ExchangeAllowanceTest {
    private static final long SECOND = 1_000_000_000L;

    private final ExchangeAllowance allowance = new ExchangeAllowance(0);

    @Test
    void oneAddressCannotUseItUp() throws Exception {
        assertEquals(25, taken(1, 0));
        assertTrue(allowance.take(address(2), 0));
    }

    @Test
    void manyAddressesHaveNoMoreThanAllOfIt() throws Exception {
        int taken = 0;
        for (int i = 0; i < 1000; i++) {
            taken += allowance.take(address(i), 0) ? 1 : 0;
        }
        assertEquals(100, taken);
    }

    @Test
    void theNextSecondBeginsAnew() throws Exception {
        assertEquals(25, taken(1, 0));
        assertFalse(allowance.take(address(1), SECOND - 1));
        assertEquals(25, taken(1, SECOND));
    }

    private int taken(int address, long nowNanos) throws UnknownHostException {
        int taken = 0;
        while (allowance.take(address(address), nowNanos)) {
            taken++;
        }
        return taken;
    }

    private static InetAddress address(int number) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {10, 0, (byte) (number >>> 8), (byte) number});
    }
}
