package io.seedpod.blackbox.nightly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.World;
import io.seedpod.blackbox.interop.drain.DrainedSwarm;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;

/// 1 GiB, 200 Mbit/s, four leechers, and the only seeder told to end at 60 %: twenty swarms of
/// twenty complete. Some 25 minutes, and 6 GiB of disk.
class DrainedSwarmsIT {
    private static final long SIZE = 1L << 30;
    private static final int MEGABITS = 200;
    private static final int SWARMS = 20;
    private static final Duration GRACE = Duration.ofSeconds(60);
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @RepeatedTest(SWARMS)
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void everySwarmCompletesWithoutItsOnlySeeder(RepetitionInfo repetition) {
        int number = repetition.getCurrentRepetition();
        var file = Content.file(world.path("origin").resolve("file"), SIZE, number);

        var outcome = DrainedSwarm.run(file, MEGABITS, GRACE);

        System.out.printf(
                "swarm %d: %d of %d pieces were elsewhere; left after %.1f s, exit %d; last"
                        + " complete after %.1f s%n",
                number,
                outcome.elsewhere(),
                outcome.pieces(),
                outcome.drainSeconds(),
                outcome.exit(),
                outcome.seconds());
        assertEquals(0, outcome.exit(), outcome.farewell());
        assertTrue(outcome.farewell().contains("every piece is with others"), outcome.farewell());
        assertTrue(outcome.drainSeconds() < GRACE.toSeconds(), outcome.drainSeconds() + " s");
    }
}
