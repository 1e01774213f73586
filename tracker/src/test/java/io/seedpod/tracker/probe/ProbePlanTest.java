package io.seedpod.tracker.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProbePlanTest {
    private static final long SECOND = 1_000_000_000L;

    private final ProbePlan plan = new ProbePlan();

    private static PeerEndpoint v4(int number, int port) {
        return new PeerEndpoint.V4(0x0a000000 + number, port);
    }

    @Test
    void anAddressIsAskedOnceInTenSecondsWhateverItsPorts() {
        long start = 5 * SECOND;
        assertTrue(plan.admits(v4(1, 6881), start));
        assertFalse(plan.admits(v4(1, 6881), start + 1));
        assertFalse(plan.admits(v4(1, 6882), start + 10 * SECOND - 1));
        assertTrue(plan.admits(v4(1, 6882), start + 10 * SECOND));
        assertTrue(plan.admits(new PeerEndpoint.V6(1, 2, 6881), start + 10 * SECOND));
        assertFalse(plan.admits(new PeerEndpoint.V6(1, 2, 7), start + 10 * SECOND));
    }

    @Test
    void oneWhoIsPutOffCostsTheOthersNoTime() {
        plan.admits(v4(1, 6881), 0);
        assertEquals(ProbePlan.PACE_NANOS, plan.nextNanos());
        assertFalse(plan.admits(v4(1, 6881), ProbePlan.PACE_NANOS));
        assertEquals(ProbePlan.PACE_NANOS, plan.nextNanos());
    }

    /// Any sequence of peers, from a few addresses: both bounds hold, and the pace is reached.
    @Test
    void noSecondHasMoreThanFiftyAndNoTenSecondsOneAddressTwice() {
        var random = new Random(11);
        var lastSecond = new ArrayDeque<Long>();
        Map<PeerEndpoint, Long> asked = new HashMap<>();
        int made = 0;
        long end = 60 * SECOND;
        for (long now = 0; now < end; now += random.nextLong(SECOND / 200)) {
            var peer = v4(random.nextInt(5_000), 0);
            if (now >= plan.nextNanos() && plan.admits(peer, now)) {
                Long before = asked.put(peer, now);
                assertTrue(before == null || now - before >= 10 * SECOND, () -> "again: " + peer);
                long oldest = now - SECOND;
                while (!lastSecond.isEmpty() && lastSecond.peekFirst() <= oldest) {
                    lastSecond.removeFirst();
                }
                lastSecond.addLast(now);
                assertTrue(lastSecond.size() <= ProbePlan.PROBES_A_SECOND);
                made++;
            }
        }
        assertTrue(made > 30 * 60, "only " + made + " probes in a minute");
    }
}
