package io.seedpod.peer.engine.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RateMeterTest {
    private static final long MILLISECOND = 1_000_000;

    @Test
    void settlesAtASteadyRateAndFadesWhenNothingComes() {
        var meter = new RateMeter();
        assertEquals(0, meter.rateBytesPerSecond(0));
        long now = -7_000 * MILLISECOND;
        for (int i = 0; i < 2000; i++) {
            meter.add(1000, now);
            now += 10 * MILLISECOND;
        }
        assertEquals(100_000.0, (double) meter.rateBytesPerSecond(now), 5_000.0);
        assertTrue(meter.rateBytesPerSecond(now + 30_000 * MILLISECOND) < 1000);
    }
}
