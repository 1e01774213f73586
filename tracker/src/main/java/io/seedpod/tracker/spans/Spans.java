package io.seedpod.tracker.spans;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Spans that wait to be sent, a bounded number: what comes beyond it is dropped and counted. Safe
/// for threads.
public final class Spans {
    /// None are kept.
    public static final Spans OFF = new Spans(0, InstantSource.system(), () -> 0);

    /// What is being done on a thread.
    private static final ThreadLocal<@Nullable Span> CURRENT = new ThreadLocal<>();

    private final int capacity;
    private final InstantSource wall;
    private final LongSupplier steadyNanos;
    private final ArrayDeque<FinishedSpan> waiting = new ArrayDeque<>();
    private long dropped;

    /// @param capacity most that wait; 0 = none are kept
    public Spans(int capacity, InstantSource wall, LongSupplier steadyNanos) {
        this.capacity = capacity;
        this.wall = wall;
        this.steadyNanos = steadyNanos;
    }

    public boolean isOn() {
        return capacity > 0;
    }

    /// Begins what belongs to whatever is being done on this thread, or to nothing.
    public Span begin(String name, SpanKind kind) {
        return begin(name, kind, Optional.ofNullable(CURRENT.get()).map(Span::self));
    }

    /// @param parent what it belongs to; empty = it begins a trace
    public Span begin(String name, SpanKind kind, Optional<TraceParent> parent) {
        if (!isOn()) {
            return Span.NOTHING;
        }
        var random = ThreadLocalRandom.current();
        var trace =
                parent.orElseGet(
                        () -> new TraceParent(random.nextLong(), random.nextLong(), 0, true));
        var self =
                new TraceParent(
                        trace.traceHigh(), trace.traceLow(), random.nextLong(), trace.isSampled());
        return new Span(this, self, parent, name, kind, unixNanos(wall.instant()), nanos());
    }

    private static long unixNanos(Instant now) {
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    long nanos() {
        return steadyNanos.getAsLong();
    }

    <T> T within(Span span, Supplier<T> work) {
        if (!isOn()) {
            return work.get();
        }
        var before = CURRENT.get();
        CURRENT.set(span);
        try {
            return work.get();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    synchronized void keep(FinishedSpan span) {
        if (waiting.size() < capacity) {
            waiting.add(span);
        } else {
            dropped++;
        }
    }

    /// The oldest that wait, which wait no more.
    public synchronized List<FinishedSpan> take(int most) {
        var taken = new ArrayList<FinishedSpan>();
        while (taken.size() < most && !waiting.isEmpty()) {
            taken.add(waiting.remove());
        }
        return taken;
    }

    /// How many were dropped because too many waited, since the start.
    public synchronized long dropped() {
        return dropped;
    }
}
