package io.seedpod.blackbox.tracker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Caller;
import io.seedpod.blackbox.harness.Http;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the catalogue does not take, and how it says so: a problem (RFC 9457) that names what it is
/// about and the most that would do.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogueLimitsIT {
    private static final String TOKEN = "Authorization: Bearer s3cret\r\n";

    private final World world = new World();
    private TrackerProcess tracker;

    @BeforeAll
    void start() {
        tracker =
                world.tracker("--max-names=2", "--max-torrent-size=1KiB", "--publish-token=s3cret");
    }

    @AfterAll
    void remove() {
        world.close();
    }

    private Caller.Answer publish(String name, int digit, String... headers) throws IOException {
        try (var caller = new Caller("127.0.0.1", tracker.port())) {
            var json = "{\"infoHash\":\"" + ("" + digit).repeat(40) + "\",\"size\":1}";
            return caller.put(TrackerProcess.namePath(name), json, headers);
        }
    }

    private static void isAbout(Caller.Answer answer, String key, long limit) {
        assertEquals(key, answer.problem().get("key").text());
        assertEquals(limit, answer.problem().get("limit").number());
        assertEquals(answer.status(), answer.problem().get("status").number());
        assertTrue(!answer.problem().get("detail").text().isBlank());
    }

    @Test
    void aNameTooManyIsRefusedUntilOneGoes() throws Exception {
        publish("one", 1, TOKEN).expect(201);
        publish("two", 2, TOKEN).expect(201);
        isAbout(publish("three", 3, TOKEN).expect(403), "max-names", 2);
        // Who is in stays in, and may change.
        publish("one", 1, TOKEN).expect(200);
        assertEquals(404, tracker.get(TrackerProcess.namePath("three")).status());
        try (var caller = new Caller("127.0.0.1", tracker.port())) {
            caller.send(
                    "DELETE "
                            + TrackerProcess.namePath("two")
                            + " HTTP/1.1\r\nHost: t\r\n"
                            + TOKEN
                            + "\r\n");
            caller.receive().expect(204);
        }
        publish("three", 3, TOKEN).expect(201);
    }

    @Test
    void aNameTooLongAndATorrentTooLargeAreRefused() throws Exception {
        isAbout(publish("x".repeat(256), 1, TOKEN).expect(400), "name", 255);
        try (var caller = new Caller("127.0.0.1", tracker.port())) {
            caller.send(
                    "PUT /api/v1/names/large HTTP/1.1\r\nHost: t\r\n"
                            + TOKEN
                            + "Content-Type: application/x-bittorrent\r\nContent-Length: 1025\r\n\r\n");
            isAbout(caller.receive().expect(413), "max-torrent-size", 1_024);
        }
        var broken =
                Http.send(
                        "PUT",
                        tracker.url() + "/api/v1/names/broken",
                        Map.of(
                                "Content-Type", "application/x-bittorrent",
                                "Authorization", "Bearer s3cret"),
                        "d4:infoe".getBytes(US_ASCII));
        assertTrue(broken.expect(400).contentType().startsWith("application/problem+json"));
        assertEquals("body", broken.json().get("key").text());
    }

    @Test
    void whoDoesNotKnowTheTokenChangesNothing() throws Exception {
        for (var header : new String[] {"", "Authorization: Bearer wrong\r\n"}) {
            var refused = publish("mine", 4, header).expect(401);
            assertEquals("Bearer", refused.header("www-authenticate"));
            assertEquals("token", refused.problem().get("key").text());
        }
        assertEquals(401, Http.delete(tracker.url() + "/api/v1/names/one").status());
    }

    @Test
    void whatIsNotThereOrNotAllowedIsAProblemToo() {
        assertEquals(404, tracker.get("/api/v1/nothing").status());
        for (var wrong :
                new String[] {
                    "/api/v1/names?limit=0",
                    "/api/v1/names?glob=%5B",
                    "/api/v1/swarms/xyz",
                    "/api/v1/peers?after=x"
                }) {
            var reply = tracker.get(wrong).expect(400);
            assertTrue(reply.contentType().startsWith("application/problem+json"), wrong);
            assertTrue(reply.json().has("key"), wrong);
        }
    }
}
