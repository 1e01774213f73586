package io.seedpod.tracker.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
    private static final long SECOND = 1_000_000_000;
    private static final long START = -100 * SECOND;

    /// Ten a second, five at once.
    private final TokenBuckets buckets = new TokenBuckets(SECOND / 10, 5, 64, 7, START);

    private int taken(long key, int tries, long nowNanos) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += buckets.take(key, nowNanos) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void aFullBucketIsSpentAtOnceAndFlowsBack() {
        assertEquals(5, taken(1, 100, START));
        assertFalse(buckets.has(1, START));
        assertEquals(0, taken(1, 100, START + SECOND / 11));
        assertEquals(1, taken(1, 100, START + SECOND / 10));
        assertEquals(2, taken(1, 100, START + 3 * SECOND / 10));
        assertEquals(5, taken(1, 100, START + 100 * SECOND));
    }

    @Test
    void keysHaveBucketsOfTheirOwn() {
        assertEquals(5, taken(1, 100, START));
        assertEquals(5, taken(2, 100, START));
        assertTrue(buckets.has(3, START));
    }

    @Test
    void overTimeItIsTheRateWhateverTheMoments() {
        var random = new Random(5);
        long now = START;
        int taken = 0;
        for (int i = 0; i < 10_000; i++) {
            now += random.nextInt((int) (SECOND / 50));
            taken += buckets.take(9, now) ? 1 : 0;
        }
        double seconds = (now - START) / 1e9;
        assertEquals(10 * seconds, taken, 10);
    }

    /// Who spends little is never held back by a flood of other keys.
    @Test
    void aFloodOfKeysDoesNotHoldBackAnybody() {
        var random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            buckets.take(random.nextLong(), START + i);
        }
        assertEquals(5, taken(1, 5, START + SECOND));
    }

    /// And who spends most keeps its place in the table.
    @Test
    void whoSpendsMostIsRemembered() {
        assertEquals(5, taken(1, 5, START));
        var random = new Random(3);
        for (int i = 0; i < 1_000; i++) {
            buckets.take(random.nextLong(), START + i);
        }
        assertFalse(buckets.has(1, START + 1_000));
    }

    @Test
    void nothingIsAllocated() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        taken(1, 20_000, START);
        long before = threads.getCurrentThreadAllocatedBytes();
        taken(1, 20_000, START + SECOND);
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 20_000);
    }
}
