package io.seedpod.blackbox.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Caller;
import io.seedpod.blackbox.harness.Http;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The page at the tracker's root: whole, from this tracker alone, and allowed no more.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardIT {
    private static final Map<String, String> PARTS =
            Map.of(
                    "dashboard.js", "text/javascript; charset=utf-8",
                    "dashboard.css", "text/css; charset=utf-8",
                    "dashboard.svg", "image/svg+xml");

    private final World world = new World();
    private TrackerProcess tracker;

    @BeforeAll
    void start() {
        tracker = world.tracker();
    }

    @AfterAll
    void remove() {
        world.close();
    }

    private static Set<String> all(String regex, String text) {
        var found = new TreeSet<String>();
        Pattern.compile(regex).matcher(text).results().map(MatchResult::group).forEach(found::add);
        return found;
    }

    private static Set<String> firstGroups(String regex, String text) {
        var found = new TreeSet<String>();
        Pattern.compile(regex).matcher(text).results().forEach(it -> found.add(it.group(1)));
        return found;
    }

    @Test
    void thePageAndItsPartsComeFromHereAndMayRunNothingElse() throws Exception {
        try (var caller = new Caller("127.0.0.1", tracker.port())) {
            var page = caller.ask("/").expect(200);
            assertEquals("text/html; charset=utf-8", page.header("content-type"));
            var policy = page.header("content-security-policy");
            for (var rule :
                    new String[] {
                        "default-src 'none'",
                        "script-src 'self'",
                        "connect-src 'self'",
                        "frame-ancestors 'none'",
                        "base-uri 'none'",
                        "form-action 'none'"
                    }) {
                assertTrue(policy.contains(rule), policy);
            }
            assertFalse(policy.contains("unsafe") || policy.contains("*"), policy);
            assertEquals("nosniff", page.header("x-content-type-options"));
            assertEquals(PARTS.keySet(), all("dashboard\\.\\w+", page.body()));
            var text = new StringBuilder(page.body());
            for (var part : PARTS.entrySet()) {
                var answer = caller.ask("/" + part.getKey()).expect(200);
                assertEquals(part.getValue(), answer.header("content-type"));
                text.append(answer.body());
            }
            // The picture's name space is no address.
            var addresses = all("(https?:)?//[\\w.-]+\\.\\w+[^\\s\"']*", text.toString());
            addresses.remove("http://www.w3.org/2000/svg");
            assertEquals(Set.of(), addresses);
            // Policy or not, nothing is written in a way that it would forbid, or should.
            assertEquals(
                    Set.of(),
                    all("\\son\\w+=|\\sstyle=|<style|<script>|innerHTML|eval\\(", text.toString()));
        }
    }

    /// A script without a browser: what it reaches for is there.
    @Test
    void whatTheScriptReachesForIsThere() {
        var page = tracker.get("/").expect(200).text();
        var script = tracker.get("/dashboard.js").expect(200).text();
        var ids = firstGroups("byId\\(\"([^\"]+)\"\\)", script);
        assertTrue(ids.size() > 10, ids::toString);
        var there = firstGroups("\\sid=\"([^\"]+)\"", page);
        ids.removeAll(there);
        assertEquals(Set.of(), ids);

        var body = "{\"infoHash\":\"" + "d".repeat(40) + "\",\"size\":5}";
        Http.put(
                        tracker.url() + "/api/v1/names/shown",
                        "application/json",
                        body.getBytes(StandardCharsets.US_ASCII))
                .expect(201);
        var keys = firstGroups("data-key=\"([^\"]+)\"", page);
        assertTrue(keys.remove("demand"), "reckoned by the script");
        var name = tracker.get("/api/v1/names?limit=500").expect(200).json();
        for (var key : keys) {
            assertTrue(name.get("names").list().getFirst().has(key), key);
        }
        var totals = tracker.get("/api/v1/tracker").expect(200).json();
        for (var key : firstGroups("tracker\\.(\\w+)", script)) {
            assertTrue(totals.has(key), key);
        }
        tracker.get("/api/v1/swarms/" + "d".repeat(40) + "/peers?limit=200").expect(200);
    }

    @Test
    void otherPathsAreNotFound() {
        assertEquals(404, tracker.get("/index.html").status());
        assertEquals(404, tracker.get("/dashboard/").status());
    }
}
