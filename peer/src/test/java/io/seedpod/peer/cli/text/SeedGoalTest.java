package io.seedpod.peer.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeedGoalTest {
    @Test
    void aPointOrAnXMakesARatio() {
        assertEquals(Optional.of(new SeedGoal.UntilRatio(1.5)), SeedGoal.parse("1.5"));
        assertEquals(Optional.of(new SeedGoal.UntilRatio(2)), SeedGoal.parse("2x"));
        assertEquals(Optional.of(new SeedGoal.UntilRatio(0.5)), SeedGoal.parse("0.5x"));
    }

    @Test
    void everythingElseIsATime() {
        assertEquals(
                Optional.of(new SeedGoal.ForTime(Duration.ofMinutes(10))), SeedGoal.parse("10m"));
        assertEquals(Optional.of(new SeedGoal.ForTime(Duration.ofSeconds(5))), SeedGoal.parse("5"));
        assertEquals(Optional.empty(), SeedGoal.parse("soon"));
    }

    @Test
    void isReachedAtTheTimeOrTheRatioAndNotBefore() {
        var tenMinutes = new SeedGoal.ForTime(Duration.ofMinutes(10));
        assertFalse(tenMinutes.isReached(Duration.ofSeconds(599), Long.MAX_VALUE, 1));
        assertTrue(tenMinutes.isReached(Duration.ofMinutes(10), 0, 1));
        var twice = new SeedGoal.UntilRatio(2);
        assertFalse(twice.isReached(Duration.ofDays(1), 199, 100));
        assertTrue(twice.isReached(Duration.ZERO, 200, 100));
    }
}
