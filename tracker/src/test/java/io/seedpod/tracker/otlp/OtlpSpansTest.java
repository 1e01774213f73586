package io.seedpod.tracker.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.tracker.spans.FinishedSpan;
import io.seedpod.tracker.spans.SpanKind;
import io.seedpod.tracker.spans.TraceParent;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OtlpSpansTest {
    /// Against the names and forms of opentelemetry-proto's JSON mapping.
    @Test
    void spansAreWrittenAsCollectorsReadThem() {
        var parent = new TraceParent(1, 2, 3, true);
        var request =
                new OtlpSpans("h:1")
                        .request(
                                List.of(
                                        new FinishedSpan(
                                                new TraceParent(1, 2, 4, true),
                                                Optional.of(parent),
                                                "replica write",
                                                SpanKind.CLIENT,
                                                5,
                                                9_000_000_000_000_000_001L,
                                                true,
                                                Map.of("seedpod.name", "a\"b"))));
        var expected =
                """
                {"resourceSpans": [{
                  "resource": {"attributes": [
                    {"key": "service.name", "value": {"stringValue": "seedpod-tracker"}},
                    {"key": "service.instance.id", "value": {"stringValue": "h:1"}}]},
                  "scopeSpans": [{
                    "scope": {"name": "io.seedpod.tracker"},
                    "spans": [{
                      "traceId": "00000000000000010000000000000002",
                      "spanId": "0000000000000004",
                      "parentSpanId": "0000000000000003",
                      "name": "replica write",
                      "kind": 3,
                      "startTimeUnixNano": "5",
                      "endTimeUnixNano": "9000000000000000001",
                      "attributes": [
                        {"key": "seedpod.name", "value": {"stringValue": "a\\"b"}}],
                      "status": {"code": 2}}]}]}]}
                """;
        assertEquals(new JsonObject(expected), new JsonObject(request.encode()));
    }
}
