package io.seedpod.tracker.frontend.rest.events;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.seedpod.tracker.TestTracker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(TestTracker.class)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EventsResourceTest {
    private static HttpResponse<Stream<String>> subscribe(HttpClient client, String lastSeen)
            throws Exception {
        var request =
                HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/api/v1/events"));
        if (!lastSeen.isEmpty()) {
            request.header("Last-Event-ID", lastSeen);
        }
        return client.send(request.build(), BodyHandlers.ofLines());
    }

    /// The lines of the next event, without comments.
    private static List<String> next(Iterator<String> lines) {
        var event = new ArrayList<String>();
        while (true) {
            String line = lines.next();
            if (line.isEmpty() && !event.isEmpty()) {
                return event;
            }
            if (!line.isEmpty() && !line.startsWith(":")) {
                event.add(line);
            }
        }
    }

    /// The next that tells of a name: counts of swarms may change meanwhile.
    private static List<String> nextOfNames(Iterator<String> lines) {
        var event = next(lines);
        while (line(event, "event").equals("swarm")) {
            event = next(lines);
        }
        return event;
    }

    private static void publish(String name, char digit, String query) {
        given().contentType("application/json")
                .body(
                        "{\"infoHash\":\"%s\",\"size\":1}"
                                .formatted(String.valueOf(digit).repeat(40)))
                .put("/api/v1/names/" + name + query)
                .then();
    }

    private static String line(List<String> event, String field) {
        return event.stream()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    @Test
    void changesOfNamesAreToldAndCanBeTakenUpWhereOneLeft() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var response = subscribe(client, "");
            assertEquals(200, response.statusCode());
            assertTrue(
                    response.headers()
                            .firstValue("content-type")
                            .orElse("")
                            .startsWith("text/event-stream"));
            var lines = response.body().iterator();
            publish("sse", '1', "");
            var published = nextOfNames(lines);
            assertEquals("published", line(published, "event"));
            assertTrue(line(published, "data").contains("\"name\":\"sse\""), published::toString);
            publish("sse", '2', "?replace=true");
            assertEquals("replaced", line(nextOfNames(lines), "event"));
            given().delete("/api/v1/names/sse").then().statusCode(204);
            assertEquals("deleted", line(nextOfNames(lines), "event"));

            var again = subscribe(client, line(published, "id")).body().iterator();
            assertEquals("replaced", line(nextOfNames(again), "event"));
            assertEquals("deleted", line(nextOfNames(again), "event"));

            var unknown = subscribe(client, "1234").body().iterator();
            assertEquals("missed", line(next(unknown), "event"));
            client.shutdownNow();
        }
    }

    @Test
    void countsOfSwarmsAreToldWhenTheyChange() throws Exception {
        publish("sse-swarm", 'a', "");
        try (var client = HttpClient.newHttpClient()) {
            var lines = subscribe(client, "").body().iterator();
            // One after the other: the first look is what changes are compared with.
            var ports = new AtomicInteger(3_000);
            var announcer = Executors.newSingleThreadScheduledExecutor();
            var task =
                    announcer.scheduleAtFixedRate(
                            () -> announce(ports.getAndIncrement()), 0, 200, TimeUnit.MILLISECONDS);
            var event = next(lines);
            task.cancel(false);
            announcer.shutdownNow();
            assertEquals("swarm", line(event, "event"));
            assertTrue(line(event, "data").contains("a".repeat(40)), event::toString);
            assertTrue(line(event, "data").contains("\"leechers\":0"), event::toString);
            client.shutdownNow();
        }
    }

    private static void announce(int port) {
        given().urlEncodingEnabled(false)
                .get(
                        "/announce?info_hash="
                                + "%aa".repeat(20)
                                + "&peer_id=-XX0000-12345678"
                                + port
                                + "&uploaded=0&downloaded=0&left=0&port="
                                + port);
    }
}
