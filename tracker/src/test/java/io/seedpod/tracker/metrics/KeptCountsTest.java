package io.seedpod.tracker.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.seedpod.tracker.swarm.RegistryCounts;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeptCountsTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final AtomicInteger looks = new AtomicInteger();
    private final KeptCounts kept =
            new KeptCounts(
                    () -> new RegistryCounts(looks.incrementAndGet(), 2, 0, 20, 0), nanos::get);

    @Test
    void swarmsAreLookedAtOnceASecondHoweverOftenIsAsked() {
        var first = kept.counts();
        for (int i = 0; i < 5; i++) {
            nanos.addAndGet(199_999_999);
            assertSame(first, kept.counts());
            assertEquals(4, kept.demand());
        }
        assertEquals(1, looks.get());
        nanos.addAndGet(5);
        assertEquals(2, kept.counts().swarms());
        assertEquals(2, looks.get());
    }
}
