package io.seedpod.peer.engine.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateGateTest {
    private static final long SECOND = 1_000_000_000L;

    /// Waits for the gate as the torrent does, and passes as soon as it can.
    @ParameterizedTest(name = "{0} bytes per second in passages of {1}")
    @CsvSource({"100000, 16384", "16384, 16384", "1000000, 1048576", "50000000, 16384"})
    void theMeanIsTheLimitWhateverTheSizes(long rate, int size) {
        long now = -5 * SECOND;
        var gate = new RateGate(rate, now);
        long end = now + 100 * SECOND;
        long passed = 0;
        while (now < end) {
            if (gate.isOpen(now)) {
                gate.pass(size);
                passed += size;
            } else {
                assertTrue(gate.deadlineNanos() > now);
                now = gate.deadlineNanos();
            }
        }
        assertEquals(100.0 * rate, (double) passed, rate * 0.3 + 2.0 * size);
    }

    @Test
    void idleTimeIsSavedForAQuarterSecondOnly() {
        var gate = new RateGate(1_000_000, 0);
        int passed = 0;
        while (gate.isOpen(100 * SECOND)) {
            gate.pass(10_000);
            passed += 10_000;
        }
        assertEquals(250_000, passed);
    }

    @Test
    void withoutALimitEverythingPassesAndNobodyWaits() {
        var gate = new RateGate(0, 0);
        gate.pass(Integer.MAX_VALUE);
        assertTrue(gate.isOpen(0));
        assertEquals(Long.MAX_VALUE, gate.deadlineNanos());
        assertEquals(1 << 20, gate.passageLength(1 << 20));
        gate.limit(1000, 0);
        assertTrue(gate.isOpen(0));
        gate.pass(1 << 20);
        assertFalse(gate.isOpen(0));
        assertEquals(1 << 14, gate.passageLength(1 << 20));
        gate.limit(0, 0);
        assertTrue(gate.isOpen(0), "debts are forgotten with the limit");
    }

    @Test
    void theStricterLimitCounts() {
        assertEquals(new RateLimits(5, 7), new RateLimits(5, 0).and(new RateLimits(9, 7)));
        assertEquals(RateLimits.NONE, RateLimits.NONE.and(RateLimits.NONE));
    }
}
