package io.seedpod.tracker.otlp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;

/// What is counted, as an OTLP request (ExportMetricsServiceRequest of opentelemetry-proto, in
/// JSON): counters as cumulative sums, timers as histograms in seconds, all else as gauges.
final class OtlpMetrics {
    private static final int CUMULATIVE = 2;

    private final long startUnixNanos;
    private final String instance;

    /// @param instance which tracker this is, `host:port`
    OtlpMetrics(String instance, long startUnixNanos) {
        this.instance = instance;
        this.startUnixNanos = startUnixNanos;
    }

    JsonObject request(MeterRegistry registry, long nowUnixNanos) {
        var metrics = new JsonArray();
        registry.forEachMeter(meter -> put(metrics, meter, nowUnixNanos));
        var scope = JsonObject.of("scope", OtlpResource.scope(), "metrics", metrics);
        var resource = OtlpResource.resource(instance);
        return JsonObject.of(
                "resourceMetrics",
                JsonArray.of(
                        JsonObject.of("resource", resource, "scopeMetrics", JsonArray.of(scope))));
    }

    private void put(JsonArray metrics, Meter meter, long now) {
        var id = meter.getId();
        if (meter instanceof Timer timer) {
            metrics.add(metric(id, "s", "histogram", histogram(point(id, now), timer)));
            return;
        }
        boolean isCounter = meter instanceof Counter || meter instanceof FunctionCounter;
        for (Measurement each : meter.measure()) {
            double value = each.getValue();
            boolean isMain =
                    each.getStatistic() == Statistic.COUNT
                            || each.getStatistic() == Statistic.VALUE;
            if (!isMain || !Double.isFinite(value)) {
                continue;
            }
            var points = JsonArray.of(point(id, now).put("asDouble", value));
            var data = JsonObject.of("dataPoints", points);
            String unit = id.getBaseUnit() == null ? "" : id.getBaseUnit();
            metrics.add(
                    isCounter
                            ? metric(id, unit, "sum", cumulative(data).put("isMonotonic", true))
                            : metric(id, unit, "gauge", data));
        }
    }

    private static JsonObject metric(Meter.Id id, String unit, String kind, JsonObject data) {
        return JsonObject.of("name", id.getName(), "unit", unit, kind, data);
    }

    private static JsonObject cumulative(JsonObject data) {
        return data.put("aggregationTemporality", CUMULATIVE);
    }

    /// Micrometer counts up to each bound, OTLP between bounds.
    private static JsonObject histogram(JsonObject point, Timer timer) {
        var snapshot = timer.takeSnapshot();
        var bounds = new JsonArray();
        var counts = new JsonArray();
        long below = 0;
        for (var bucket : snapshot.histogramCounts()) {
            if (Double.isInfinite(bucket.bucket())) {
                continue;
            }
            bounds.add(bucket.bucket(TimeUnit.SECONDS));
            counts.add(Long.toString((long) bucket.count() - below));
            below = (long) bucket.count();
        }
        counts.add(Long.toString(Math.max(0, snapshot.count() - below)));
        point.put("count", Long.toString(Math.max(below, snapshot.count())))
                .put("sum", snapshot.total(TimeUnit.SECONDS))
                .put("explicitBounds", bounds)
                .put("bucketCounts", counts);
        return cumulative(JsonObject.of("dataPoints", JsonArray.of(point)));
    }

    /// 64-bit numbers are text in the JSON form.
    private JsonObject point(Meter.Id id, long nowUnixNanos) {
        var attributes = new JsonArray();
        id.getTags()
                .forEach(
                        tag ->
                                attributes.add(
                                        OtlpResource.attribute(tag.getKey(), tag.getValue())));
        return JsonObject.of(
                "attributes", attributes,
                "startTimeUnixNano", Long.toString(startUnixNanos),
                "timeUnixNano", Long.toString(nowUnixNanos));
    }
}
