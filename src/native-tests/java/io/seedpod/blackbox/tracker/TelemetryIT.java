package io.seedpod.blackbox.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.AnnounceText;
import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Caller;
import io.seedpod.blackbox.harness.Collector;
import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.Json;
import io.seedpod.blackbox.harness.Programs.Program;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a running tracker tells to those who run it: its log as JSON, its figures to a collector.
class TelemetryIT {
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    private static void use(TrackerProcess tracker) throws Exception {
        try (var caller = new Caller("127.0.0.1", tracker.port())) {
            var path = AnnounceText.path("/announce", "9".repeat(40), 1, 0, 5, "");
            caller.ask(path).expect(200);
            caller.ask("/api/v1/names/%22quoted%22%0A").expect(400);
            caller.send("PUT /api/v1/names/x HTTP/1.1\r\nHost: t\r\nContent-Length: x\r\n\r\n");
            assertEquals(400, caller.receive().status());
        }
    }

    /// Even the variable that OpenTelemetry's own libraries read has nothing sent.
    @Test
    void figuresAreSentToACollectorWhenThatIsAskedForAndOnlyThen() throws Exception {
        var collector = world.owns(new Collector());
        var silent =
                world.start(
                        Host.LOCAL,
                        "silent",
                        "silent",
                        Program.TRACKER,
                        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()),
                        List.of(
                                "--port=0",
                                "--management-port=0",
                                "--data=" + world.path("silent")));
        silent.awaitLine("^seedpod tracker ready", World.START);
        var tracker = world.tracker("--otlp-endpoint=" + collector.url(), "--otlp-interval=1s");
        use(tracker);
        Await.until(
                "an announce is told of",
                World.START,
                () -> metrics(collector).getOrDefault("seedpod.announces", 0.0) >= 1,
                tracker.running()::transcript);
        int before = collector.requests().size();
        Await.until("it goes on", World.START, () -> collector.requests().size() >= before + 2);
        for (var request : collector.requests()) {
            assertEquals("/v1/metrics", request.path());
            assertEquals("application/json", request.contentType());
            var resource = request.body().get("resourceMetrics").list().getFirst().get("resource");
            assertEquals(
                    Map.of(
                            "service.name",
                            "seedpod-tracker",
                            "service.instance.id",
                            hostName() + ":" + tracker.port()),
                    attributes(resource));
        }
        assertTrue(silent.isAlive(), silent::transcript);
        silent.signal("TERM");
        assertEquals(0, silent.awaitExit(World.COMMAND));
    }

    private static String hostName() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    }

    private static Map<String, String> attributes(Json.Node node) {
        var found = new HashMap<String, String>();
        for (var each : node.get("attributes").list()) {
            found.put(each.get("key").text(), each.get("value").get("stringValue").text());
        }
        return found;
    }

    /// The sums of the last request, over all attributes.
    private static Map<String, Double> metrics(Collector collector) {
        var sums = new HashMap<String, Double>();
        var all = collector.requests();
        if (all.isEmpty()) {
            return sums;
        }
        var resource = all.getLast().body().get("resourceMetrics").list().getFirst();
        for (var metric : resource.get("scopeMetrics").list().getFirst().get("metrics").list()) {
            if (metric.has("sum")) {
                for (var point : metric.get("sum").get("dataPoints").list()) {
                    sums.merge(
                            metric.get("name").text(),
                            Double.valueOf(point.get("asDouble").text()),
                            Double::sum);
                }
            }
        }
        return sums;
    }

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void requestsForNamesAreSentAsSpansWhenThatIsAskedFor() throws Exception {
        var collector = world.owns(new Collector());
        var tracker = world.tracker("--otlp-traces=" + collector.url(), "--otlp-interval=1s");
        use(tracker);
        try (var caller = new Caller("127.0.0.1", tracker.port())) {
            var body = "{\"infoHash\":\"" + "5".repeat(40) + "\",\"size\":5}";
            caller.put(
                            "/api/v1/names/traced",
                            body,
                            "traceparent: 00-" + TRACE + "-00f067aa0ba902b7-01\r\n")
                    .expect(201);
            caller.ask("/api/v1/names/traced").expect(200);
            caller.ask("/api/v1/names/nobody").expect(404);
        }
        var wanted = Set.of("publish traced 201", "look up traced 200", "look up nobody 404");
        Await.until(
                "the spans have come",
                World.START,
                () -> spans(collector).keySet().containsAll(wanted),
                tracker.running()::transcript);
        var publish = spans(collector).get("publish traced 201");
        assertEquals(TRACE, publish.get("traceId").text());
        assertEquals("00f067aa0ba902b7", publish.get("parentSpanId").text());
        assertTrue(
                Long.parseLong(publish.get("endTimeUnixNano").text())
                        > Long.parseLong(publish.get("startTimeUnixNano").text()));
        for (var request : collector.requests()) {
            assertEquals("/v1/traces", request.path(), "metrics were not asked for");
        }
        assertTrue(
                spans(collector).keySet().stream().noneMatch(it -> it.contains("announce")),
                () -> spans(collector).keySet().toString());
    }

    /// By what was done, with which name, and what came of it.
    private static Map<String, Json.Node> spans(Collector collector) {
        var found = new HashMap<String, Json.Node>();
        for (var request : collector.requests()) {
            var resource = request.body().get("resourceSpans").list().getFirst();
            for (var span : resource.get("scopeSpans").list().getFirst().get("spans").list()) {
                var attributes = attributes(span);
                found.put(
                        "%s %s %s"
                                .formatted(
                                        span.get("name").text(),
                                        attributes.get("seedpod.name"),
                                        attributes.get("http.response.status_code")),
                        span);
            }
        }
        return found;
    }

    @Test
    void everyLineOfAJsonLogIsAnObject() throws Exception {
        var tracker = world.tracker("--log-format=json", "--log-level=debug");
        use(tracker);
        tracker.running().signal("TERM");
        assertEquals(0, tracker.running().awaitExit(World.COMMAND));
        var levels = new HashSet<String>();
        var lines = new ArrayList<>(tracker.running().errors().lines().toList());
        for (var line : lines) {
            var entry = Json.parse(line);
            for (var key : List.of("time", "level", "logger", "thread", "message")) {
                assertTrue(entry.has(key), line);
            }
            assertTrue(entry.get("time").text().matches("\\d{4}-\\d\\d-\\d\\dT.*Z"), line);
            levels.add(entry.get("level").text());
        }
        assertTrue(levels.contains("DEBUG"), lines::toString);
        // The other output stays as it is for those who wait for its line.
        assertTrue(tracker.running().output().startsWith("seedpod tracker ready: "));
    }
}
