package io.seedpod.tracker.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.Labels;
import io.seedpod.tracker.swarm.KnownPeer;
import io.seedpod.tracker.swarm.memory.MemorySwarms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That announces have the processor while swarms are written, by a clock that only the work and
/// the rests move.
class PaceTest {
    private static final int SWARMS = 5_000;

    @TempDir Path folder;

    private long nanos;

    /// When each rest began.
    private final List<Long> rests = new ArrayList<>();

    private Pace pace(long nanosPerLook) {
        return new Pace(
                () -> nanos += nanosPerLook,
                rest -> {
                    assertEquals(Pace.REST_NANOS, rest);
                    rests.add(nanos);
                    nanos += rest;
                });
    }

    @Test
    void aSpellOfWorkIsFollowedByARest() {
        var pace = pace(0);
        for (int works = 1; works <= 40; works++) {
            nanos += 100_000;
            pace.worked();
            // The fourth is the first beyond 300 us.
            assertEquals(works / 4, rests.size(), "after works: " + works);
        }
    }

    @Test
    void whoIsInAHurryDoesNotRest() {
        var pace = Pace.hurried();
        for (int works = 0; works < 1_000; works++) {
            pace.worked();
        }
        assertTrue(rests.isEmpty());
    }

    /// Each look at the clock, one for each share of the registry, costs a tenth of a millisecond.
    @Test
    void theRegistryIsWrittenInSpellsBetweenWhichItRests() throws Exception {
        var registry = new MemorySwarms(new MemorySwarms.Limits(SWARMS, SWARMS, SWARMS), 5);
        for (int i = 0; i < SWARMS; i++) {
            var peer =
                    new KnownPeer(
                            new PeerEndpoint.V4(0x0a000000 + i, 6_881),
                            new PeerId(1, 2, 3),
                            false,
                            5,
                            Labels.NONE,
                            false,
                            100,
                            0);
            assertTrue(registry.enter(new InfoHash(i * 0x9e3779b97f4a7c15L, i, i), peer, 1, false));
        }
        var clock = new StateClock(() -> Instant.EPOCH, () -> 1);
        var file = new StateFile(folder.resolve("swarms.state"));
        assertEquals(SWARMS, file.write(registry, clock, pace(100_000)));
        assertFalse(rests.isEmpty());
        for (int i = 1; i < rests.size(); i++) {
            long spell = rests.get(i) - rests.get(i - 1) - Pace.REST_NANOS;
            assertTrue(
                    spell > Pace.SPELL_NANOS && spell <= 2 * Pace.SPELL_NANOS,
                    "worked for " + spell + " ns");
        }
        int withRests = rests.size();
        rests.clear();
        assertEquals(SWARMS, file.write(registry, clock, true));
        assertTrue(rests.isEmpty(), "at the end nobody announces");
        assertTrue(withRests >= 10, "rests: " + withRests);
        assertTrue(Files.size(folder.resolve("swarms.state")) > SWARMS);
    }
}
