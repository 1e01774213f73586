package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Patience;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The catalogue as publishers and dashboards use it, over the tracker's own socket.
class NamesIT {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final String ONE = "1".repeat(40);
    private static final String TWO = "2".repeat(40);

    private final World world = new World();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void remove() {
        client.shutdownNow();
        world.close();
    }

    private static HttpRequest.Builder request(TrackerProcess tracker, String path) {
        return HttpRequest.newBuilder(URI.create(tracker.url() + path))
                .timeout(Patience.atMost(ANSWER));
    }

    private HttpResponse<String> put(
            TrackerProcess tracker, String path, String infoHash, Map<String, String> headers)
            throws IOException, InterruptedException {
        var json = "{\"infoHash\":\"" + infoHash + "\",\"size\":100}";
        var put =
                request(tracker, path)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(json));
        headers.forEach(put::header);
        return client.send(put.build(), BodyHandlers.ofString());
    }

    private static String tag(HttpResponse<?> reply) {
        return reply.headers().firstValue("etag").orElse("");
    }

    /// The lines of the next event that is no comment.
    private static List<String> next(Iterator<String> lines) {
        var event = new ArrayList<String>();
        while (lines.hasNext()) {
            var line = lines.next();
            if (line.isEmpty() && !event.isEmpty()) {
                return event;
            }
            if (!line.isEmpty() && !line.startsWith(":")) {
                event.add(line);
            }
        }
        throw new AssertionError("the stream of events has ended behind " + event);
    }

    private static void isEvent(List<String> event, String kind, String part) {
        assertTrue(
                event.stream().anyMatch(line -> line.matches("event: ?" + kind)), event::toString);
        assertTrue(
                event.stream().anyMatch(line -> line.startsWith("data:") && line.contains(part)),
                event::toString);
    }

    @Test
    void publishersDoNotOverwriteOneAnotherAndADashboardSeesWhatHappens() throws Exception {
        var tracker = world.tracker();
        var events =
                client.send(request(tracker, "/api/v1/events").build(), BodyHandlers.ofLines());
        assertEquals(200, events.statusCode());
        var lines = events.body().iterator();

        var path = TrackerProcess.namePath("model");
        var created = put(tracker, path, ONE, Map.of());
        assertEquals(201, created.statusCode(), created::body);
        isEvent(next(lines), "published", ONE);

        assertEquals(409, put(tracker, path, TWO, Map.of()).statusCode());
        var replaced = put(tracker, path, TWO, Map.of("If-Match", tag(created)));
        assertEquals(200, replaced.statusCode(), replaced::body);
        isEvent(next(lines), "replaced", TWO);
        var late = put(tracker, path, ONE, Map.of("If-Match", tag(created)));
        assertEquals(412, late.statusCode());
        assertTrue(late.body().contains(TWO), late::body);
        assertEquals(tag(replaced), tag(late));

        // Everything acknowledged is on disk: kill -9, and it is still so.
        tracker.running().kill();
        var again = tracker.again();
        var found = client.send(request(again, path).build(), BodyHandlers.ofString());
        assertEquals(tag(replaced), tag(found));
        assertEquals(ONE, again.name("model@11111111").get("infoHash").text());
        // Deleted here, and not brought back by a publisher that has not heard of it.
        var clock = again.name("model").get("clock").number();
        assertEquals(
                204,
                client.send(request(again, path).DELETE().build(), BodyHandlers.discarding())
                        .statusCode());
        assertEquals(410, put(again, path + "?clock=" + clock, TWO, Map.of()).statusCode());
        assertEquals(404, again.get(path).status());
        assertEquals(200, again.get("/api/v1/openapi.yaml").status());
    }

    @Test
    void thePeersCommandsKnowPatternsAndVersions() throws Exception {
        var tracker = world.tracker();
        for (var name : List.of("model-a.bin", "model-b.bin", "other")) {
            put(tracker, TrackerProcess.namePath(name), ONE, Map.of());
        }
        put(tracker, TrackerProcess.namePath("other") + "?replace=true", TWO, Map.of());
        var listed =
                world.run("ls", "ls", "model-?.bin", "--tracker", tracker.endpoint()).expect(0);
        assertTrue(listed.output().contains("model-a.bin"), listed::output);
        assertTrue(listed.output().contains("model-b.bin"), listed::output);
        assertTrue(!listed.output().contains("other"), listed::output);
        var told = world.run("info", "info", "other", "--tracker", tracker.endpoint()).expect(0);
        assertTrue(told.output().contains("other@11111111"), told::output);
        assertTrue(told.output().contains(TWO), told::output);
    }
}
