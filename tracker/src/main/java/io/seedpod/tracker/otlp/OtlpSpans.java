package io.seedpod.tracker.otlp;

import io.seedpod.tracker.spans.FinishedSpan;
import io.seedpod.tracker.spans.SpanKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/// Spans as an OTLP request (ExportTraceServiceRequest of opentelemetry-proto, in JSON).
final class OtlpSpans {
    private static final int SERVER = 2;
    private static final int CLIENT = 3;
    private static final int ERROR = 2;

    private final String instance;

    /// @param instance which tracker this is, `host:port`
    OtlpSpans(String instance) {
        this.instance = instance;
    }

    JsonObject request(List<FinishedSpan> spans) {
        var written = new JsonArray();
        spans.forEach(span -> written.add(json(span)));
        var scope = JsonObject.of("scope", OtlpResource.scope(), "spans", written);
        return JsonObject.of(
                "resourceSpans",
                JsonArray.of(
                        JsonObject.of(
                                "resource",
                                OtlpResource.resource(instance),
                                "scopeSpans",
                                JsonArray.of(scope))));
    }

    /// 64-bit numbers are text in the JSON form, ids hexadecimal.
    private static JsonObject json(FinishedSpan span) {
        var attributes = new JsonArray();
        span.attributes()
                .forEach((key, value) -> attributes.add(OtlpResource.attribute(key, value)));
        var json =
                JsonObject.of(
                        "traceId", span.self().traceId(),
                        "spanId", span.self().spanId(),
                        "name", span.name(),
                        "kind", span.kind() == SpanKind.SERVER ? SERVER : CLIENT,
                        "startTimeUnixNano", Long.toString(span.beganUnixNanos()),
                        "endTimeUnixNano", Long.toString(span.endedUnixNanos()),
                        "attributes", attributes,
                        "status",
                                span.hasFailed() ? JsonObject.of("code", ERROR) : JsonObject.of());
        span.parent().ifPresent(parent -> json.put("parentSpanId", parent.spanId()));
        return json;
    }
}
