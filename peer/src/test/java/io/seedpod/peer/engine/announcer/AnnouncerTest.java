package io.seedpod.peer.engine.announcer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.tracker.AnnounceEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
    private static final long SECOND = 1_000_000_000L;

    private long now = -50 * SECOND;

    private Announcer announcer(List<String> own, List<List<String>> tiers) {
        var announcer = new Announcer(own, tiers, new SplittableRandom(3), now);
        announcer.start();
        return announcer;
    }

    private List<AnnounceOrder> due(Announcer announcer) {
        List<AnnounceOrder> orders = new ArrayList<>();
        for (AnnounceOrder order = announcer.poll(now);
                order != null;
                order = announcer.poll(now)) {
            orders.add(order);
        }
        return orders;
    }

    private static AnnounceOrder order(String url, AnnounceEvent event) {
        return new AnnounceOrder(url, event);
    }

    private void answer(Announcer announcer, String url, AnnounceEvent event) {
        announcer.succeeded(url, event, 100, 0, now);
    }

    @Test
    void allOfOurTrackersHearOfUsAndOneOfAForeignTorrents() {
        var announcer = announcer(List.of("a", "b"), List.of(List.of("c"), List.of("d")));
        assertEquals(
                List.of(
                        order("a", AnnounceEvent.STARTED),
                        order("b", AnnounceEvent.STARTED),
                        order("c", AnnounceEvent.STARTED)),
                due(announcer));
        announcer.failed("c", AnnounceEvent.STARTED, "away", now);
        assertEquals(List.of(order("d", AnnounceEvent.STARTED)), due(announcer));
    }

    @Test
    void aPartialSeedSaysSoInEveryRegularAnnounce() {
        var announcer = announcer(List.of("a"), List.of());
        announcer.partial(true);
        assertEquals(List.of(order("a", AnnounceEvent.STARTED)), due(announcer));
        answer(announcer, "a", AnnounceEvent.STARTED);
        for (int i = 0; i < 3; i++) {
            now += 120 * SECOND;
            assertEquals(List.of(order("a", AnnounceEvent.PAUSED)), due(announcer));
            answer(announcer, "a", AnnounceEvent.PAUSED);
        }
        announcer.partial(false);
        now += 120 * SECOND;
        assertEquals(List.of(order("a", AnnounceEvent.NONE)), due(announcer));
        answer(announcer, "a", AnnounceEvent.NONE);
        announcer.partial(true);
        announcer.completed(now);
        assertEquals(List.of(order("a", AnnounceEvent.COMPLETED)), due(announcer));
    }

    @Test
    void oneOfSeveralTiersIsInUseWhileItAnswers() {
        var announcer = announcer(List.of(), List.of(List.of("a"), List.of("b")));
        assertEquals(Optional.empty(), announcer.inUse());
        due(announcer);
        answer(announcer, "a", AnnounceEvent.STARTED);
        assertEquals(Optional.of("a"), announcer.inUse());
        now += 120 * SECOND;
        due(announcer);
        announcer.failed("a", AnnounceEvent.NONE, "away", now);
        assertEquals(Optional.empty(), announcer.inUse());
        due(announcer);
        answer(announcer, "b", AnnounceEvent.STARTED);
        assertEquals(Optional.of("b"), announcer.inUse());
        assertEquals(Optional.empty(), announcer(List.of("a", "b"), List.of()).inUse());
    }

    @Test
    void aTierIsShuffledAndExhaustedBeforeTheNext() {
        Set<String> firsts = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            var announcer =
                    new Announcer(
                            List.of(),
                            List.of(List.of("a", "b", "c"), List.of("d")),
                            new SplittableRandom(seed),
                            now);
            announcer.start();
            Set<String> asked = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                AnnounceOrder order = due(announcer).getFirst();
                asked.add(order.trackerUrl());
                if (i == 0) {
                    firsts.add(order.trackerUrl());
                }
                announcer.failed(order.trackerUrl(), order.event(), "away", now);
            }
            assertEquals(Set.of("a", "b", "c"), asked);
            assertEquals("d", due(announcer).getFirst().trackerUrl());
        }
        assertEquals(3, firsts.size());
    }

    @Test
    void theIntervalIsObeyedWithALittleSpread() {
        var announcer = announcer(List.of("a"), List.of());
        due(announcer);
        answer(announcer, "a", AnnounceEvent.STARTED);
        assertEquals(List.of(), due(announcer));
        long wait = announcer.deadlineNanos() - now;
        assertTrue(wait >= 100 * SECOND && wait <= 110 * SECOND, wait + " ns");
        now += wait;
        assertEquals(List.of(order("a", AnnounceEvent.NONE)), due(announcer));
    }

    @Test
    void completedIsToldAtOnceEvenWhileAHeartbeatIsUnderWay() {
        var announcer = announcer(List.of("a"), List.of());
        due(announcer);
        answer(announcer, "a", AnnounceEvent.STARTED);
        now = announcer.deadlineNanos();
        due(announcer);
        announcer.completed(now);
        assertEquals(List.of(order("a", AnnounceEvent.COMPLETED)), due(announcer));
        answer(announcer, "a", AnnounceEvent.NONE);
        answer(announcer, "a", AnnounceEvent.COMPLETED);
        now = announcer.deadlineNanos();
        assertEquals(List.of(order("a", AnnounceEvent.NONE)), due(announcer));
    }

    @Test
    void completedBeforeTheTrackerKnewUsComesAfterStarted() {
        var announcer = announcer(List.of("a"), List.of());
        due(announcer);
        announcer.completed(now);
        assertEquals(List.of(), due(announcer));
        answer(announcer, "a", AnnounceEvent.STARTED);
        assertEquals(List.of(order("a", AnnounceEvent.COMPLETED)), due(announcer));
    }

    @Test
    void aTrackerThatIsAwayIsAskedLessAndLess() {
        var announcer = announcer(List.of("a"), List.of());
        long before = 0;
        for (int i = 0; i < 8; i++) {
            assertEquals(List.of(order("a", AnnounceEvent.STARTED)), due(announcer));
            announcer.failed("a", AnnounceEvent.STARTED, "away", now);
            long wait = announcer.deadlineNanos() - now;
            assertTrue(wait >= 5 * SECOND && wait <= 38 * SECOND, wait + " ns");
            assertTrue(i > 2 || wait > before);
            before = wait;
            now += wait;
        }
        assertEquals("away", announcer.status().getFirst().error().orElseThrow());
        assertFalse(announcer.status().getFirst().working());
    }

    @Test
    void noAnswerIsAFailureInTheEnd() {
        var announcer = announcer(List.of(), List.of(List.of("a"), List.of("b")));
        assertEquals("a", due(announcer).getFirst().trackerUrl());
        now = announcer.deadlineNanos();
        assertEquals("b", due(announcer).getFirst().trackerUrl());
        answer(announcer, "b", AnnounceEvent.STARTED);
        now = announcer.deadlineNanos();
        assertEquals(
                List.of(order("b", AnnounceEvent.NONE)), due(announcer), "stays with who answers");
    }

    @Test
    void aHigherTierThatComesBackIsFoundWhileTheLowerGoesOnHearingOfUs() {
        var announcer = announcer(List.of(), List.of(List.of("a"), List.of("b"), List.of("c")));
        for (String away : List.of("a", "b")) {
            due(announcer);
            announcer.failed(away, AnnounceEvent.STARTED, "away", now);
        }
        List<String> asked = new ArrayList<>();
        long end = now + 300 * SECOND;
        for (AnnounceOrder order = announcer.poll(now); now < end; order = announcer.poll(now)) {
            if (order == null) {
                now = announcer.deadlineNanos();
            } else {
                asked.add(order.trackerUrl());
                if (order.trackerUrl().equals("c")) {
                    announcer.succeeded("c", order.event(), 30, 0, now);
                } else {
                    announcer.failed(order.trackerUrl(), order.event(), "away", now);
                }
            }
        }
        assertEquals(List.of("a", "b"), asked.stream().filter(url -> !url.equals("c")).toList());
        assertTrue(asked.size() >= 10, asked.toString());
        // Now a is back, while c's answer is still under way.
        for (AnnounceOrder order = announcer.poll(now);
                order == null || !order.trackerUrl().equals("a");
                order = announcer.poll(now)) {
            now = order == null ? announcer.deadlineNanos() : now;
            if (order != null && order.trackerUrl().equals("b")) {
                announcer.failed("b", order.event(), "away", now);
            } else if (order != null) {
                announcer.succeeded("c", order.event(), 30, 0, now);
            }
        }
        answer(announcer, "a", AnnounceEvent.STARTED);
        assertEquals(List.of(), due(announcer));
        now = announcer.deadlineNanos();
        assertEquals(List.of(order("a", AnnounceEvent.NONE)), due(announcer));
    }

    @Test
    void trackersThatComeHearOfUsAndThoseThatStayGoOn() {
        var announcer = announcer(List.of("a", "b"), List.of());
        due(announcer);
        answer(announcer, "a", AnnounceEvent.STARTED);
        answer(announcer, "b", AnnounceEvent.STARTED);
        announcer.use(List.of("b", "c"), List.of(List.of("d")), now);
        assertEquals(
                List.of(order("c", AnnounceEvent.STARTED), order("d", AnnounceEvent.STARTED)),
                due(announcer));
        announcer.failed("a", AnnounceEvent.NONE, "late word of one that is gone", now);
        answer(announcer, "c", AnnounceEvent.STARTED);
        answer(announcer, "d", AnnounceEvent.STARTED);
        now += 120 * SECOND;
        assertEquals(
                List.of("b", "c", "d"),
                due(announcer).stream().map(AnnounceOrder::trackerUrl).toList());
    }

    @Test
    void lackOfPeersHurriesButNeverBelowTheMinimum() {
        var announcer = announcer(List.of("a"), List.of());
        due(announcer);
        announcer.succeeded("a", AnnounceEvent.STARTED, 1800, 60, now);
        announcer.hurry(now);
        assertEquals(60 * SECOND, announcer.deadlineNanos() - now);
        var other = announcer(List.of("a"), List.of());
        due(other);
        other.succeeded("a", AnnounceEvent.STARTED, 1800, 0, now);
        long before = 0;
        for (int i = 0; i < 10; i++) {
            other.hurry(now);
            long wait = other.deadlineNanos() - now;
            assertTrue(wait >= 5 * SECOND && wait >= before && wait <= 320 * SECOND, wait + " ns");
            before = wait;
            now = other.deadlineNanos();
            assertEquals(1, due(other).size());
            other.succeeded("a", AnnounceEvent.NONE, 1800, 0, now);
        }
    }

    @Test
    void stoppedGoesToWhoeverMayKnowUsAndTakesTwoSecondsAtMost() {
        var announcer = announcer(List.of("a", "b"), List.of(List.of("c"), List.of("d")));
        due(announcer);
        answer(announcer, "a", AnnounceEvent.STARTED);
        answer(announcer, "c", AnnounceEvent.STARTED);
        announcer.stop(now);
        assertEquals(
                List.of(
                        order("a", AnnounceEvent.STOPPED),
                        order("b", AnnounceEvent.STOPPED),
                        order("c", AnnounceEvent.STOPPED)),
                due(announcer));
        answer(announcer, "a", AnnounceEvent.STOPPED);
        announcer.failed("b", AnnounceEvent.STOPPED, "away", now);
        assertFalse(announcer.isStopped(now));
        assertNull(announcer.poll(now));
        assertEquals(now + 2 * SECOND, announcer.deadlineNanos());
        assertTrue(announcer.isStopped(now + 2 * SECOND));
        answer(announcer, "c", AnnounceEvent.STOPPED);
        assertTrue(announcer.isStopped(now));
    }

    @Test
    void withoutTrackersThereIsNothingToWaitFor() {
        var announcer = announcer(List.of(), List.of(List.of()));
        assertEquals(Long.MAX_VALUE, announcer.deadlineNanos());
        announcer.stop(now);
        assertTrue(announcer.isStopped(now));
    }

    @Test
    void absurdIntervalsAreCut() {
        for (int interval : new int[] {Integer.MIN_VALUE, 0, Integer.MAX_VALUE}) {
            var announcer = announcer(List.of("a"), List.of());
            due(announcer);
            announcer.succeeded("a", AnnounceEvent.STARTED, interval, interval, now);
            long wait = announcer.deadlineNanos() - now;
            assertTrue(wait >= 5 * SECOND && wait <= 100_000 * SECOND, wait + " ns");
        }
    }
}
