package io.seedpod.tracker.spans;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Something that is being done. Begun and ended on any thread; ended once.
public final class Span {
    /// None is kept of it.
    public static final Span NOTHING =
            new Span(
                    Spans.OFF,
                    new TraceParent(0, 0, 0, false),
                    Optional.empty(),
                    "",
                    SpanKind.SERVER,
                    0,
                    0);

    private final Spans spans;
    private final TraceParent self;
    private final Optional<TraceParent> parent;
    private final String name;
    private final SpanKind kind;
    private final long beganUnixNanos;
    private final long beganNanos;

    Span(
            Spans spans,
            TraceParent self,
            Optional<TraceParent> parent,
            String name,
            SpanKind kind,
            long unixNanos,
            long nanos) {
        this.spans = spans;
        this.self = self;
        this.parent = parent;
        this.name = name;
        this.kind = kind;
        this.beganUnixNanos = unixNanos;
        this.beganNanos = nanos;
    }

    TraceParent self() {
        return self;
    }

    /// Does something of which this is the parent, as far as it is begun on this thread.
    public <T> T around(Supplier<T> work) {
        return spans.within(this, work);
    }

    /// @param hasFailed whether it is our trouble, not an answer that somebody did not hope for
    public void end(boolean hasFailed, Map<String, String> attributes) {
        if (self.isSampled()) {
            long ended = beganUnixNanos + (spans.nanos() - beganNanos);
            spans.keep(
                    new FinishedSpan(
                            self,
                            parent,
                            name,
                            kind,
                            beganUnixNanos,
                            ended,
                            hasFailed,
                            attributes));
        }
    }
}
