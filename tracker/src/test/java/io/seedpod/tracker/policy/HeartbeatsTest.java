package io.seedpod.tracker.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private static final InfoHash SWARM = new InfoHash(1, 2, 3);
    private static final PeerId OURS = PeerId.ours(new Random(1));
    private static final PeerId STOCK =
            PeerId.of("-TR3000-abcdefghijkl".getBytes(StandardCharsets.US_ASCII));

    private final Heartbeats heartbeats = new Heartbeats(15, 300, 60, 42);

    private NavigableMap<Integer, Integer> intervals(PeerId peerId) {
        var seen = new TreeMap<Integer, Integer>();
        for (int now = 0; now < 10_000; now++) {
            seen.merge(heartbeats.intervalSeconds(peerId, SWARM, now), 1, Integer::sum);
        }
        return seen;
    }

    @Test
    void ourPeersAreAskedForAnAnnounceEveryFifteenSecondsGiveOrTakeATenth() {
        var seen = intervals(OURS);
        assertEquals(14, seen.firstKey());
        assertEquals(16, seen.lastKey());
        assertTrue(seen.values().stream().allMatch(count -> count > 3_000), seen::toString);
    }

    @Test
    void stockClientsAreAskedForOneEveryFiveMinutesGiveOrTakeATenth() {
        var seen = intervals(STOCK);
        assertEquals(270, seen.firstKey());
        assertEquals(330, seen.lastKey());
        assertEquals(61, seen.size());
        assertTrue(seen.values().stream().allMatch(count -> count > 80), seen::toString);
    }

    @Test
    void theSpreadFollowsFromTheSeed() {
        var again = new Heartbeats(15, 300, 60, 42);
        var other = new Heartbeats(15, 300, 60, 43);
        int differences = 0;
        for (int now = 0; now < 1_000; now++) {
            int interval = heartbeats.intervalSeconds(STOCK, SWARM, now);
            assertEquals(interval, again.intervalSeconds(STOCK, SWARM, now));
            differences += interval == other.intervalSeconds(STOCK, SWARM, now) ? 0 : 1;
        }
        assertTrue(differences > 900, () -> "the seed hardly matters");
    }

    @Test
    void theMinimumToldOverHttpIsNeverMoreThanTheInterval() {
        assertEquals(60, heartbeats.minIntervalSeconds(300));
        assertEquals(14, heartbeats.minIntervalSeconds(14));
    }

    @Test
    void aPeerMayBeSilentForTwoAndAHalfIntervals() {
        assertEquals(38, Heartbeats.lifetimeSeconds(15));
        assertEquals(750, Heartbeats.lifetimeSeconds(300));
        assertEquals(3, Heartbeats.lifetimeSeconds(1));
    }

    @Test
    void anIntervalOutOfRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Heartbeats(0, 300, 60, 1));
        assertThrows(IllegalArgumentException.class, () -> new Heartbeats(15, 2_701, 60, 1));
    }
}
