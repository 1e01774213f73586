package io.seedpod.tracker.spans;

/// On which side of a request a span is.
public enum SpanKind {
    SERVER,
    CLIENT
}
