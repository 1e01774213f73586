package io.seedpod.blackbox.interop.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/// The only seeder is told to end: it leaves in time, with nothing that the others lack. A small
/// swarm; the full size runs every night.
@Isolated("measures time")
@Execution(ExecutionMode.SAME_THREAD)
class DrainIT {
    private static final int SIZE = 120_000_000;
    private static final int MEGABITS = 100;
    private static final Duration GRACE = Duration.ofSeconds(60);
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void theOnlySeederHandsOverWhatNobodyElseHas() {
        var file = Content.file(world.path("origin").resolve("file"), SIZE, 11);

        var outcome = DrainedSwarm.run(file, MEGABITS, GRACE);

        assertEquals(0, outcome.exit(), outcome.farewell());
        assertTrue(outcome.farewell().contains("every piece is with others"), outcome.farewell());
        assertTrue(outcome.drainSeconds() < GRACE.toSeconds(), outcome.drainSeconds() + " s");
    }
}
