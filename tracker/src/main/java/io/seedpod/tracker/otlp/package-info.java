/// Metrics and spans to an OpenTelemetry collector, by OTLP over HTTP with JSON; off unless it is
/// told where.
///
/// Not here: what becomes a span (`spans`), logs, and OTLP over gRPC.
@NullMarked
package io.seedpod.tracker.otlp;

import org.jspecify.annotations.NullMarked;
