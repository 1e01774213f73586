package io.seedpod.tracker.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.seedpod.tracker.ask.PlainHttp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OtlpMetricsTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final OtlpMetrics metrics = new OtlpMetrics("h:1", 5);

    private JsonObject metric(String name) {
        return metrics
                .request(registry, 7)
                .getJsonArray("resourceMetrics")
                .getJsonObject(0)
                .getJsonArray("scopeMetrics")
                .getJsonObject(0)
                .getJsonArray("metrics")
                .stream()
                .map(JsonObject.class::cast)
                .filter(it -> it.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCounterIsACumulativeSum() {
        Counter.builder("a.b").tag("kind", "x").register(registry).increment(3);
        var sum = metric("a.b").getJsonObject("sum");
        assertEquals(2, sum.getInteger("aggregationTemporality"));
        assertTrue(sum.getBoolean("isMonotonic"));
        var point = sum.getJsonArray("dataPoints").getJsonObject(0);
        assertEquals(3.0, point.getDouble("asDouble"));
        assertEquals("5", point.getString("startTimeUnixNano"));
        assertEquals("7", point.getString("timeUnixNano"));
        assertEquals(
                new JsonArray("[{\"key\":\"kind\",\"value\":{\"stringValue\":\"x\"}}]"),
                point.getJsonArray("attributes"));
    }

    @Test
    void aGaugeIsAGauge() {
        Gauge.builder("g", () -> -4).register(registry);
        var points = metric("g").getJsonObject("gauge").getJsonArray("dataPoints");
        assertEquals(-4.0, points.getJsonObject(0).getDouble("asDouble"));
    }

    @Test
    void aTimerIsAHistogramInSeconds() {
        var timer =
                Timer.builder("t")
                        .serviceLevelObjectives(Duration.ofMillis(1), Duration.ofMillis(10))
                        .register(registry);
        timer.record(500, TimeUnit.MICROSECONDS);
        timer.record(2, TimeUnit.MILLISECONDS);
        timer.record(3, TimeUnit.MILLISECONDS);
        timer.record(1, TimeUnit.SECONDS);
        var point =
                metric("t").getJsonObject("histogram").getJsonArray("dataPoints").getJsonObject(0);
        assertEquals("4", point.getString("count"));
        assertEquals(new JsonArray("[0.001,0.01]"), point.getJsonArray("explicitBounds"));
        assertEquals(new JsonArray("[\"1\",\"2\",\"1\"]"), point.getJsonArray("bucketCounts"));
        assertEquals(1.0055, point.getDouble("sum"), 1e-9);
    }

    /// To a collector of the test's own.
    @Test
    void theRequestArrivesWhole() throws Exception {
        Counter.builder("a.b").register(registry).increment();
        byte[] body = metrics.request(registry, 7).toBuffer().getBytes();
        try (var collector = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var received = CompletableFuture.supplyAsync(() -> receive(collector, body.length));
            var at = new InetSocketAddress(collector.getInetAddress(), collector.getLocalPort());
            assertEquals(200, PlainHttp.postJson(at, "/v1/metrics", body).status());
            String request = received.get(30, TimeUnit.SECONDS);
            assertTrue(request.startsWith("POST /v1/metrics HTTP/1.0\r\n"), request);
            assertTrue(request.contains("\r\nContent-Type: application/json\r\n"), request);
            var json = new JsonObject(request.substring(request.indexOf("\r\n\r\n") + 4));
            assertEquals(1, json.getJsonArray("resourceMetrics").size());
        }
    }

    private static String receive(ServerSocket collector, int bodyLength) {
        try (var socket = collector.accept()) {
            var text = new StringBuilder();
            while (text.indexOf("\r\n\r\n") < 0) {
                text.append((char) socket.getInputStream().read());
            }
            text.append(
                    new String(
                            socket.getInputStream().readNBytes(bodyLength),
                            StandardCharsets.UTF_8));
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII));
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
