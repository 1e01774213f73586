package io.seedpod.peer.engine.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final long SECOND = 1_000_000_000L;

    private final Watchdog watchdog = new Watchdog();
    private final long begin = -3 * SECOND;

    /// Looks at every tenth of a second and says when which step was due.
    private List<String> steps(long amount, long fromSeconds, long toSeconds) {
        List<String> steps = new ArrayList<>();
        for (long tenth = fromSeconds * 10; tenth <= toSeconds * 10; tenth++) {
            long now = begin + tenth * SECOND / 10;
            watchdog.look(amount, now);
            WatchStep step = watchdog.poll(now);
            if (step != null) {
                steps.add(tenth / 10 + " " + step);
            }
        }
        return steps;
    }

    @Test
    void stepsComeInOrderAndCyclesFurtherAndFurtherApart() {
        assertEquals(
                List.of(
                        "5 REREQUEST",
                        "10 NEW_PEERS",
                        "15 ANNOUNCE",
                        "45 REREQUEST",
                        "50 NEW_PEERS",
                        "55 ANNOUNCE",
                        "115 REREQUEST",
                        "120 NEW_PEERS",
                        "125 ANNOUNCE",
                        "245 REREQUEST"),
                steps(7, 0, 249));
        assertEquals(WatchStep.REREQUEST, watchdog.last());
        assertEquals(4, watchdog.count(WatchStep.REREQUEST));
        assertEquals(3, watchdog.count(WatchStep.ANNOUNCE));
        assertEquals(249 * SECOND, watchdog.stuckNanos(begin + 249 * SECOND));
    }

    @Test
    void progressEndsItAll() {
        steps(7, 0, 12);
        watchdog.look(8, begin + 13 * SECOND);
        assertNull(watchdog.last());
        assertEquals(0, watchdog.stuckNanos(begin + 14 * SECOND));
        assertEquals(List.of("18 REREQUEST"), steps(8, 14, 19));
    }

    @Test
    void whatIsFetchedAgainBecauseItWasWrongIsNoProgress() {
        watchdog.look(100, begin);
        watchdog.look(40, begin + SECOND);
        watchdog.look(90, begin + 2 * SECOND);
        assertEquals(begin + 5 * SECOND, watchdog.deadlineNanos());
    }

    @Test
    void whoWantsNothingIsLeftInPeace() {
        steps(7, 0, 6);
        watchdog.rest();
        assertEquals(Long.MAX_VALUE, watchdog.deadlineNanos());
        assertNull(watchdog.poll(begin + 100 * SECOND));
        assertNull(watchdog.last());
        assertEquals(List.of("205 REREQUEST"), steps(7, 200, 206), "from then on anew");
    }
}
