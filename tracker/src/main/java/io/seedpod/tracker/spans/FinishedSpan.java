package io.seedpod.tracker.spans;

import java.util.Map;
import java.util.Optional;

/// What was done, from when to when.
///
/// @param self its trace and its own id
/// @param parent the span that it belongs to
/// @param beganUnixNanos since 1970
/// @param hasFailed whether it is our trouble, not an answer that somebody did not hope for
public record FinishedSpan(
        TraceParent self,
        Optional<TraceParent> parent,
        String name,
        SpanKind kind,
        long beganUnixNanos,
        long endedUnixNanos,
        boolean hasFailed,
        Map<String, String> attributes) {
    public FinishedSpan {
        attributes = Map.copyOf(attributes);
    }
}
