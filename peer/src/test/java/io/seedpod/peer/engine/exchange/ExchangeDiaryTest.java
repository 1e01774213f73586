package io.seedpod.peer.engine.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.wire.extension.PexMessage;
import io.seedpod.model.wire.extension.PexMessage.Added;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExchangeDiaryTest {
    private static final long SECOND = 1_000_000_000L;

    private final ExchangeDiary diary = new ExchangeDiary();
    private long now = -7 * SECOND;

    private static List<Added> peers(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Added.of(new PeerEndpoint.V4(i, 6881), false, true))
                .toList();
    }

    @Test
    void nothingIsToldToOneThatDoesNotSpeakIt() {
        assertEquals(Long.MAX_VALUE, diary.deadlineNanos());
        now += 1000 * SECOND;
        assertNull(diary.next(peers(0, 3), now));
        diary.speaks(2, now);
        diary.speaks(0, now);
        now += 1000 * SECOND;
        assertNull(diary.next(peers(0, 3), now));
    }

    @Test
    void theFirstComesSoonLaterOnesOnceAMinuteAndOnlyWithNews() {
        diary.speaks(7, now);
        assertEquals(7, diary.extensionId());
        assertEquals(now + 5 * SECOND, diary.deadlineNanos());
        assertNull(diary.next(peers(0, 3), now));
        now = diary.deadlineNanos();
        assertEquals(new PexMessage(peers(0, 3), List.of()), sorted(diary.next(peers(0, 3), now)));
        assertEquals(now + 60 * SECOND, diary.deadlineNanos());
        now += 59 * SECOND;
        assertNull(diary.next(peers(1, 4), now), "too soon");
        now += SECOND;
        assertEquals(
                new PexMessage(peers(3, 4), List.of(peers(0, 1).getFirst().endpoint())),
                diary.next(peers(1, 4), now));
        now += 60 * SECOND;
        assertNull(diary.next(peers(1, 4), now), "no news");
        assertEquals(now + 60 * SECOND, diary.deadlineNanos());
    }

    private static PexMessage sorted(PexMessage message) {
        return new PexMessage(
                message.added().stream()
                        .sorted((a, b) -> a.toString().compareTo(b.toString()))
                        .toList(),
                message.dropped());
    }

    @Test
    void neverMoreThanFiftyEachWayAndInTheEndAllAreTold() {
        diary.speaks(1, now);
        Set<PeerEndpoint> known = new HashSet<>();
        for (int round = 0; round < 4; round++) {
            now += 60 * SECOND;
            PexMessage message = diary.next(round < 2 ? peers(0, 90) : peers(100, 110), now);
            assertNotNull(message);
            assertTrue(message.added().size() <= 50 && message.dropped().size() <= 50);
            message.dropped().forEach(gone -> assertTrue(known.remove(gone)));
            message.added().forEach(fresh -> assertTrue(known.add(fresh.endpoint())));
            if (round == 1) {
                assertEquals(90, known.size());
            }
        }
        assertEquals(10, known.size());
    }

    @Test
    void oneAMinuteIsReadAndAFloodIsSeen() {
        assertTrue(diary.mayRead(now));
        assertFalse(diary.mayRead(now + 44 * SECOND));
        assertTrue(diary.mayRead(now + 46 * SECOND));
        now += 46 * SECOND;
        for (int i = 0; i < 60; i++) {
            assertFalse(diary.mayRead(now + i));
        }
        assertFalse(diary.isFlooding());
        assertFalse(diary.mayRead(now + 70));
        assertTrue(diary.isFlooding());
    }
}
