package io.seedpod.tracker.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.AddressRange;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.tracker.core.AnnounceReply;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.core.Transport;
import io.seedpod.tracker.policy.Heartbeats;
import io.seedpod.tracker.policy.Policy;
import io.seedpod.tracker.swarm.HandOut;
import io.seedpod.tracker.swarm.SwarmRegistry;
import io.seedpod.tracker.swarm.memory.MemorySwarms;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A tracker whose peers are probed, on a virtual clock and a network that answers as it is told.
class ProbingTest {
    private static final InfoHash SWARM = new InfoHash(1, 2, 3);

    /// Without a spread: a tenth of it is less than a second.
    private static final int INTERVAL = 8;

    private static final int SILENT_FROM = 12;
    private static final int LIFETIME = 20;
    private static final PeerEndpoint GONE = v4(1);
    private static final PeerEndpoint ASKER = v4(900);

    private final List<String> events = new ArrayList<>();
    private final List<Consumer<ProbeOutcome>> pending = new ArrayList<>();
    private final List<ProbeOutcome> outcomes = new ArrayList<>();
    private final SwarmRegistry swarms =
            new MemorySwarms(new MemorySwarms.Limits(10_000, 100, 1_000), 5);
    private long now = 100;
    private int wakes;
    private ProbeQueue queue = queue("10.0.0.0/8");
    private Prober prober = prober();
    private Tracker tracker = tracker();
    private final HandOut handOut = new HandOut(Transport.MAX_PEERS);

    private static PeerEndpoint v4(int number) {
        return new PeerEndpoint.V4(0x0a000000 + number, 40_000);
    }

    private ProbeQueue queue(String range) {
        var ranges = List.of(AddressRange.parse(range).orElseThrow());
        var made = new ProbeQueue(new ProbeRules(ranges, Set.of(6969)), this::nanos, outcomes::add);
        made.wake(() -> wakes++);
        return made;
    }

    private Prober prober() {
        return new Prober(queue, new ProbePlan(), this::connect, swarms, outcomes::add);
    }

    private Tracker tracker() {
        return new Tracker(
                Policy.OPEN, new Heartbeats(INTERVAL, INTERVAL, INTERVAL, 7), swarms, queue);
    }

    private long nanos() {
        return TimeUnit.SECONDS.toNanos(now);
    }

    private void connect(PeerEndpoint peer, Consumer<ProbeOutcome> outcome) {
        events.add("probe " + peer);
        pending.add(outcome);
    }

    private List<PeerEndpoint> announce(PeerEndpoint from, long left, int numWant) {
        var request =
                new AnnounceRequest(
                        SWARM,
                        PeerId.ours(new Random(from.hashCode())),
                        0,
                        0,
                        left,
                        AnnounceEvent.NONE,
                        numWant,
                        0,
                        from.port());
        var given = new ArrayList<PeerEndpoint>();
        tracker.announce(
                request,
                from,
                Transport.UDP,
                now,
                handOut,
                new AnnounceReply() {
                    @Override
                    public void accepted(
                            PeerEndpoint asker, int interval, int minInterval, HandOut lent) {
                        given.addAll(lent.endpoints());
                        events.add("reply");
                    }

                    @Override
                    public void refused(String reason) {
                        throw new AssertionError(reason);
                    }
                });
        return given;
    }

    private boolean isListed(PeerEndpoint peer) {
        return swarms.peers(SWARM, now, 1_000).stream()
                .anyMatch(each -> each.endpoint().equals(peer));
    }

    @Test
    void whoIsSilentForOneAndAHalfIntervalsIsAskedAfterTheReply() {
        announce(GONE, 0, 0);
        for (now = 101; now < 100 + SILENT_FROM - 1; now++) {
            announce(ASKER, 5, 10);
            prober.turn(nanos());
        }
        assertEquals(0, wakes);
        assertFalse(events.contains("probe " + GONE), "too early");
        now = 100 + SILENT_FROM + 1;
        events.clear();
        announce(ASKER, 5, 10);
        assertEquals(List.of("reply"), events);
        assertEquals(1, wakes);
        assertEquals(Long.MAX_VALUE, turnUntilDone());
        assertEquals(List.of("reply", "probe " + GONE), events);
    }

    private long turnUntilDone() {
        long at = nanos();
        while (true) {
            long next = prober.turn(at);
            if (next == Long.MAX_VALUE) {
                return next;
            }
            at = next;
        }
    }

    private void probeGone(ProbeOutcome outcome) {
        announce(GONE, 0, 0);
        now = 100 + SILENT_FROM + 1;
        announce(v4(2), 0, 0);
        announce(ASKER, 5, 10);
        turnUntilDone();
        assertEquals(1, pending.size());
        pending.getFirst().accept(outcome);
        assertTrue(outcomes.contains(outcome));
    }

    /// Both ends of a lifetime, whatever a probe found: neither shortened nor prolonged.
    @ParameterizedTest
    @EnumSource(names = {"ANSWERED", "REFUSED", "TIMED_OUT", "UNREACHABLE", "FAILED"})
    void onlyItsLifetimeRemovesAPeer(ProbeOutcome outcome) {
        probeGone(outcome);
        now = 100 + LIFETIME - 1;
        assertTrue(isListed(GONE));
        assertTrue(announce(ASKER, 5, 10).contains(GONE));
        now = 100 + LIFETIME;
        assertFalse(isListed(GONE));
        assertFalse(announce(ASKER, 5, 10).contains(GONE));
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "TIMED_OUT", "UNREACHABLE"})
    void whoDoesNotAnswerIsHandedOutLast(ProbeOutcome outcome) {
        probeGone(outcome);
        for (int round = 0; round < 6; round++) {
            assertEquals(List.of(v4(2)), announce(ASKER, 5, 1));
        }
        assertTrue(announce(ASKER, 5, 2).contains(GONE));
    }

    @ParameterizedTest
    @EnumSource(names = {"ANSWERED", "FAILED"})
    void whoAnswersOrIsNotKnownToBeGoneKeepsItsTurn(ProbeOutcome outcome) {
        probeGone(outcome);
        var given = new ArrayList<PeerEndpoint>();
        for (int round = 0; round < 4; round++) {
            given.addAll(announce(ASKER, 5, 1));
        }
        assertTrue(given.contains(GONE) && given.contains(v4(2)));
    }

    @Test
    void whoAnnouncesAgainHasItsTurnAgain() {
        probeGone(ProbeOutcome.REFUSED);
        announce(GONE, 0, 0);
        var given = new ArrayList<PeerEndpoint>();
        for (int round = 0; round < 4; round++) {
            given.addAll(announce(ASKER, 5, 1));
        }
        assertTrue(given.contains(GONE));
    }

    @Test
    void whoIsOutsideTheRangesIsNeverAsked() {
        queue = queue("192.168.0.0/16");
        prober = prober();
        tracker = tracker();
        announce(GONE, 0, 0);
        now = 100 + SILENT_FROM + 1;
        announce(ASKER, 5, 10);
        turnUntilDone();
        assertEquals(0, pending.size());
        assertEquals(0, wakes);
    }

    /// A thousand gone at once, asked for by many: the pace holds, each is asked once, and
    /// what does not fit the queue is left.
    @Test
    void aCrowdOfTheGoneIsAskedAtTheSamePace() {
        for (int i = 1; i <= 1_000; i++) {
            announce(v4(i), 0, 0);
        }
        now = 100 + SILENT_FROM + 1;
        for (int round = 0; round < 50; round++) {
            announce(ASKER, 5, 200);
        }
        long begun = nanos();
        long at = begun;
        int made = 0;
        while (at != Long.MAX_VALUE) {
            made = pending.size();
            long next = prober.turn(at);
            assertTrue(pending.size() <= made + 1, "more than one at a time");
            at = next;
        }
        assertEquals(1, wakes);
        assertEquals(ProbeQueue.CAPACITY, pending.size());
        assertEquals(events.stream().distinct().count(), pending.size() + 1);
        assertTrue(outcomes.contains(ProbeOutcome.DROPPED));
    }

    @Test
    void theReaderIsWokenAgainOnceItSleeps() {
        announce(GONE, 0, 0);
        announce(v4(2), 0, 0);
        now = 100 + SILENT_FROM + 1;
        announce(ASKER, 5, 1);
        assertEquals(1, wakes);
        turnUntilDone();
        announce(ASKER, 5, 1);
        assertEquals(2, wakes);
        turnUntilDone();
        assertEquals(2, pending.size());
    }
}
