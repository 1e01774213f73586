package io.seedpod.tracker.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpansTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Spans spans =
            new Spans(3, InstantSource.fixed(Instant.ofEpochSecond(2, 5)), nanos::get);

    @Test
    void aSpanLastsFromItsBeginningToItsEnd() {
        var span = spans.begin("publish", SpanKind.SERVER);
        nanos.addAndGet(700);
        span.end(true, Map.of("a", "b"));
        var kept = spans.take(9).getFirst();
        assertEquals(2_000_000_005L, kept.beganUnixNanos());
        assertEquals(2_000_000_705L, kept.endedUnixNanos());
        assertEquals("publish", kept.name());
        assertEquals(Map.of("a", "b"), kept.attributes());
        assertTrue(kept.hasFailed());
        assertTrue(kept.parent().isEmpty());
        assertTrue(spans.take(9).isEmpty());
    }

    @Test
    void whatIsBegunWithinASpanBelongsToIt() {
        var outer = spans.begin("outer", SpanKind.SERVER);
        var inner = outer.around(() -> spans.begin("inner", SpanKind.CLIENT));
        var after = spans.begin("after", SpanKind.CLIENT);
        inner.end(false, Map.of());
        after.end(false, Map.of());
        var kept = spans.take(9);
        assertEquals(Optional.of(outer.self()), kept.getFirst().parent());
        assertEquals(outer.self().traceId(), kept.getFirst().self().traceId());
        assertNotEquals(outer.self().spanId(), kept.getFirst().self().spanId());
        assertTrue(kept.getLast().parent().isEmpty());
        assertNotEquals(outer.self().traceId(), kept.getLast().self().traceId());
    }

    @Test
    void aTraceThatItsBeginnerDoesNotWantIsNotKept() {
        var unwanted = Optional.of(new TraceParent(1, 2, 3, false));
        var span = spans.begin("publish", SpanKind.SERVER, unwanted);
        span.around(() -> spans.begin("inner", SpanKind.CLIENT)).end(false, Map.of());
        span.end(false, Map.of());
        assertTrue(spans.take(9).isEmpty());
        assertEquals(0, spans.dropped());
    }

    @Test
    void whatNobodyFetchesIsDropped() {
        for (int i = 0; i < 5; i++) {
            spans.begin("x", SpanKind.SERVER).end(false, Map.of());
        }
        assertEquals(2, spans.dropped());
        assertEquals(2, spans.take(2).size());
        assertEquals(1, spans.take(2).size());
    }

    @Test
    void whereNoneAreWantedNoneAreMade() {
        var span = Spans.OFF.begin("x", SpanKind.SERVER);
        assertSame(Span.NOTHING, span);
        assertEquals(5, span.around(() -> 5));
        span.end(false, Map.of());
        assertTrue(Spans.OFF.take(9).isEmpty());
    }
}
