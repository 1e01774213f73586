package io.seedpod.model.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The kit itself: what it promises comes out.
class GenTest {
    private final Gen gen = new Gen(1);

    @Test
    void bothEndsAndTheirNeighboursComeOut() {
        var seen = new TreeSet<Long>();
        for (int i = 0; i < 1000; i++) {
            long value = gen.between(-5L, 1_000_000L);
            assertTrue(value >= -5 && value <= 1_000_000, () -> "out of range: " + value);
            seen.add(value);
        }
        assertEquals(-5, seen.first());
        assertEquals(1_000_000, seen.last());
        assertTrue(seen.contains(-4L) && seen.contains(999_999L));
        assertTrue(seen.size() > 500, "hardly anything in between");
    }

    @Test
    void aRangeMayBeOneValueOrReachTheLast() {
        for (int i = 0; i < 100; i++) {
            assertEquals(7, gen.between(7, 7));
            assertTrue(gen.between(0L, Long.MAX_VALUE) >= 0);
        }
    }

    @Test
    void bothFamiliesComeOut() {
        var four = 0;
        for (int i = 0; i < 100; i++) {
            four += gen.endpoint() instanceof PeerEndpoint.V4 ? 1 : 0;
        }
        assertTrue(four > 20 && four < 80, "IPv4 in " + four + " of 100");
    }

    @Test
    void theSameSeedGivesTheSameValues() {
        assertEquals(new Gen(42).text(50), new Gen(42).text(50));
        assertEquals(new Gen(42).infoHash(), new Gen(42).infoHash());
    }
}
