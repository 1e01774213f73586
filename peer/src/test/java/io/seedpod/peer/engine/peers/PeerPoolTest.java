package io.seedpod.peer.engine.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.CanonicalPriority;
import io.seedpod.model.id.PeerEndpoint;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PeerPoolTest {
    private static final long SECOND = 1_000_000_000L;

    private final PeerPool pool = new PeerPool(10, new SplittableRandom(1));

    private static PeerEndpoint endpoint(int number) {
        return new PeerEndpoint.V4(number, 6881);
    }

    @Test
    void eachIsDialledOnceAtATime() {
        for (int i = 0; i < 5; i++) {
            assertTrue(pool.found(endpoint(i), true, 0));
            assertFalse(pool.found(endpoint(i), true, 0));
        }
        Set<PeerEndpoint> dialled = new HashSet<>();
        for (Candidate next = pool.next(false, 100, 0);
                next != null;
                next = pool.next(false, 100, 0)) {
            assertTrue(dialled.add(next.endpoint()));
        }
        assertEquals(5, dialled.size());
        assertEquals(Long.MAX_VALUE, pool.deadlineNanos(false));
    }

    @Test
    void thePauseGrowsWithFailuresUpToMinutes() {
        pool.found(endpoint(1), true, 0);
        long now = 0;
        long before = 0;
        for (int failure = 0; failure < 10; failure++) {
            Candidate candidate = pool.next(false, 100, now);
            assertNotNull(candidate);
            pool.failed(candidate, now);
            assertNull(pool.next(false, 100, now));
            long pause = pool.deadlineNanos(false) - now;
            long expected = (2 * SECOND) << Math.min(failure, 6);
            assertTrue(pause >= expected && pause <= expected * 3 / 2, pause + " ns");
            assertTrue(failure > 6 || pause > before);
            before = pause;
            now += pause;
        }
    }

    @Test
    void aTrackersWordEndsThePauseUnlessThePeerIsDistrusted() {
        pool.found(endpoint(1), true, 0);
        Candidate candidate = pool.next(false, 100, 0);
        assertNotNull(candidate);
        pool.failed(candidate, 0);
        pool.failed(candidate, 0);
        pool.failed(candidate, 0);
        pool.found(endpoint(1), false, 0);
        assertTrue(pool.deadlineNanos(false) > 7 * SECOND, "anybody's word is not enough");
        assertEquals(0, pool.promisingCount(false));
        pool.found(endpoint(1), true, 0);
        assertEquals(2 * SECOND, pool.deadlineNanos(false));
        pool.distrust(candidate, 0);
        pool.found(endpoint(1), true, 0);
        assertTrue(pool.deadlineNanos(false) > 100 * SECOND);
    }

    @Test
    void thoseThatFailForEverAreForgotten() {
        pool.found(endpoint(1), true, 0);
        assertEquals(1, pool.promisingCount(false));
        for (int failure = 0; failure < 11; failure++) {
            Candidate candidate = pool.next(false, 100, 10_000L * failure * SECOND);
            assertNotNull(candidate);
            pool.failed(candidate, 10_000L * failure * SECOND);
        }
        assertEquals(0, pool.size());
    }

    @Test
    void aPeerThatWasOfUseIsDialledSoonAgain() {
        pool.found(endpoint(1), true, 0);
        Candidate candidate = pool.next(false, 100, 0);
        assertNotNull(candidate);
        pool.failed(candidate, 0);
        assertSame(candidate, pool.connected(endpoint(1), true, SECOND));
        assertTrue(pool.isBusy(endpoint(1)));
        pool.ended(candidate, SECOND);
        assertTrue(pool.deadlineNanos(false) <= 4 * SECOND);
    }

    @Test
    void thoseWithFewestFailuresComeFirst() {
        pool.found(endpoint(1), true, 0);
        Candidate bad = pool.next(false, 100, 0);
        assertNotNull(bad);
        pool.failed(bad, 0);
        pool.found(endpoint(2), true, 0);
        Candidate next = pool.next(false, 100, 100 * SECOND);
        assertNotNull(next);
        assertEquals(endpoint(2), next.endpoint());
    }

    @Test
    void isBoundedAndForgetsTheWorst() {
        for (int i = 0; i < 10; i++) {
            assertTrue(pool.found(endpoint(i), true, 0));
        }
        assertFalse(pool.found(endpoint(10), true, 0), "nobody has failed yet");
        Candidate bad = pool.next(false, 100, 0);
        assertNotNull(bad);
        pool.distrust(bad, 0);
        assertTrue(pool.found(endpoint(10), true, 0));
        assertEquals(10, pool.size());
        assertFalse(pool.found(bad.endpoint(), true, 0), "full again");
    }

    @Test
    void theExcludedNeverComeBack() {
        pool.found(endpoint(1), true, 0);
        pool.exclude(endpoint(1));
        assertTrue(pool.isExcluded(endpoint(1)));
        assertFalse(pool.found(endpoint(1), true, 0));
        assertNull(pool.connected(endpoint(1), true, 0));
        assertNull(pool.next(false, 100, 0));
    }

    @Test
    void portZeroIsNobody() {
        assertFalse(pool.found(new PeerEndpoint.V4(1, 0), true, 0));
    }

    @Test
    void seedersAreOfNoUseToSeeders() {
        Candidate candidate = pool.connected(endpoint(1), true, 0);
        assertNotNull(candidate);
        candidate.seeder = true;
        pool.ended(candidate, 0);
        assertNull(pool.next(true, 100, 100 * SECOND));
        assertEquals(Long.MAX_VALUE, pool.deadlineNanos(true));
        assertNotNull(pool.next(false, 100, 100 * SECOND));
    }

    @Test
    void aPrivateTorrentKeepsThoseFromTrackers() {
        pool.found(endpoint(1), true, 0);
        pool.found(endpoint(2), false, 0);
        pool.keepTrackersOnly();
        assertEquals(1, pool.size());
        Candidate next = pool.next(false, 100, 0);
        assertNotNull(next);
        assertTrue(next.fromTracker());
    }

    /// BEP 27: who comes by himself is welcome, but only whom a tracker names is dialled.
    @Test
    void whoCameToAPrivateTorrentIsDialledOnlyOnATrackersWord() {
        pool.keepTrackersOnly();
        Candidate stranger = pool.connected(endpoint(1), false, 0);
        Candidate named = pool.connected(endpoint(2), false, 0);
        assertFalse(pool.found(endpoint(2), true, 0));
        pool.ended(stranger, 0);
        pool.ended(named, 0);

        Candidate next = pool.next(false, 100, 100 * SECOND);
        assertNotNull(next);
        assertEquals(endpoint(2), next.endpoint());
        assertNull(pool.next(false, 100, 100 * SECOND));
    }

    @Test
    void aTrackersWordOnWhereWeAreCountsUntilAPeerSaysSo() {
        PeerEndpoint other = endpoint(0x0a000002);
        pool.weMayBe(endpoint(0x0a000001));
        assertEquals(CanonicalPriority.of(endpoint(0x0a000001), other), pool.priority(other));
        pool.weAre(endpoint(0x0a000009));
        pool.weMayBe(endpoint(0x0a000001));
        assertEquals(CanonicalPriority.of(endpoint(0x0a000009), other), pool.priority(other));
    }

    @Test
    void eachFamilyOfAddressesHasItsOwn() {
        var us = new PeerEndpoint.V6(0x2001_0db8_0000_0000L, 1, 6881);
        var other = new PeerEndpoint.V6(0x2001_0db8_0000_0000L, 2, 6881);
        pool.weAre(endpoint(0x0a000001));
        assertEquals(0, pool.priority(other));
        pool.weMayBe(us);
        assertEquals(CanonicalPriority.of(us, other), pool.priority(other));
        assertEquals(
                CanonicalPriority.of(endpoint(0x0a000001), endpoint(0x0a000002)),
                pool.priority(endpoint(0x0a000002)));
    }

    @Test
    void whatPeersNameFillsHalfTheRoomAndMakesWayForTrackers() {
        int kept = 0;
        for (int i = 0; i < 100; i++) {
            kept += pool.heard(endpoint(i), false, 0) ? 1 : 0;
        }
        assertEquals(5, kept);
        for (int i = 100; i < 110; i++) {
            assertTrue(pool.found(endpoint(i), true, 0), "tracker's " + i);
        }
        assertEquals(10, pool.size());
        assertFalse(pool.heard(endpoint(200), false, 0));
        assertFalse(pool.found(endpoint(111), true, 0), "full of trackers' peers");
    }

    @Test
    void aNameFromPeersIsForgottenSoonUnlessATrackerKnowsItToo() {
        assertTrue(pool.heard(endpoint(1), false, 0));
        assertTrue(pool.heard(endpoint(2), false, 0));
        assertFalse(pool.found(endpoint(2), true, 0));
        long now = 0;
        for (int round = 0; round < 3; round++) {
            for (Candidate next = pool.next(false, 100, now);
                    next != null;
                    next = pool.next(false, 100, now)) {
                pool.failed(next, now);
            }
            now += 100 * SECOND;
        }
        assertEquals(1, pool.size());
        assertEquals(endpoint(2), pool.next(false, 100, now).endpoint());
    }

    @Test
    void aSeederOnlyNamedByPeersIsOfNoUseToASeeder() {
        pool.heard(endpoint(1), true, 0);
        assertNull(pool.next(true, 100, 0));
        assertNotNull(pool.next(false, 100, 0));
    }

    @Test
    void whenThereIsNotRoomForAllBothEndsWantTheSame() {
        pool.weAre(endpoint(0x0a000001));
        for (int i = 2; i < 10; i++) {
            pool.found(endpoint(0x0a000000 + i), true, 0);
        }
        long last = 1L << 32;
        for (int i = 2; i < 10; i++) {
            Candidate next = pool.next(false, 0, 0);
            assertNotNull(next);
            long priority = Integer.toUnsignedLong(pool.priority(next.endpoint()));
            assertTrue(priority < last, "highest first");
            last = priority;
            var theirs = new PeerPool(1, new SplittableRandom(2));
            theirs.weAre(next.endpoint());
            assertEquals((int) priority, theirs.priority(endpoint(0x0a000001)));
        }
    }
}
