package io.seedpod.peer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RateSharesTest {
    @Test
    void whoWantsLessLeavesTheRestToTheOthers() {
        assertArrayEquals(new long[] {100}, RateShares.share(100, new long[] {100}));
        assertArrayEquals(new long[] {50, 50}, RateShares.share(100, new long[] {100, 100}));
        assertArrayEquals(
                new long[] {10, 45, 45}, RateShares.share(100, new long[] {10, 100, 100}));
        assertArrayEquals(new long[] {30, 10, 60}, RateShares.share(100, new long[] {30, 10, 100}));
        assertArrayEquals(new long[0], RateShares.share(100, new long[0]));
    }

    @Test
    void whatNobodyWantsIsThereForWhoeverBegins() {
        assertArrayEquals(new long[] {100}, RateShares.share(100, new long[] {5}));
        assertArrayEquals(new long[] {40, 60}, RateShares.share(100, new long[] {10, 30}));
    }

    @Test
    void whatMovedJustNowCountsBeforeTheMeanSaysSo() {
        assertEquals(2000, RateShares.used(300, 1000));
        assertEquals(3000, RateShares.used(3000, 1000));
        assertEquals(0, RateShares.used(0, 0));
    }

    @Test
    void sharesNeverAddUpToMoreThanTheLimit() {
        var random = new SplittableRandom(5);
        for (int round = 0; round < 1000; round++) {
            long limit = random.nextLong(1000, 1L << 40);
            var demands = random.longs(1 + random.nextInt(20), 1, limit + 1).toArray();
            var shares = RateShares.share(limit, demands);
            long sum = Arrays.stream(shares).sum();
            assertTrue(sum <= limit && sum > limit - shares.length, sum + " of " + limit);
            long least = Arrays.stream(shares).min().orElseThrow();
            for (int i = 0; i < shares.length; i++) {
                assertTrue(shares[i] >= Math.min(demands[i], limit / shares.length));
                assertTrue(shares[i] >= least && shares[i] >= 1);
            }
        }
    }

    @Test
    void whoUsesItsShareMayHaveMoreAndWhoDoesNotKeepsALittle() {
        assertEquals(1000, RateShares.demand(1000, 0, 0), "new");
        assertEquals(1000, RateShares.demand(1000, 90, 100));
        assertEquals(60, RateShares.demand(1000, 40, 100));
        assertEquals(50, RateShares.demand(1000, 0, 100));
    }
}
