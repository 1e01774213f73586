package io.seedpod.blackbox.tracker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.AnnounceText;
import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Caller;
import io.seedpod.blackbox.harness.Http;
import io.seedpod.blackbox.harness.Scrape;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.UdpTracker;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A private tracker: torrents of its catalogue, for those who know a token.
class PrivateIT {
    private static final String LISTED = "4".repeat(40);
    private static final String UNLISTED = "5".repeat(40);
    private static final String NO_TOKEN = "wants an announce token";
    private static final String WRONG_TOKEN = "the announce token is not this tracker's";
    private static final String NOT_LISTED = "serves only torrents of its catalogue";
    private static final String LET_IN = "8:interval";

    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    private static void http(TrackerProcess tracker, String path, String hash, String expected)
            throws IOException {
        int query = path.indexOf('?');
        var further = query < 0 ? "" : "&" + path.substring(query + 1);
        var plain = query < 0 ? path : path.substring(0, query);
        try (var caller = new Caller("127.0.0.1", tracker.port())) {
            var body = caller.ask(AnnounceText.path(plain, hash, 1, 0, 5, further)).body();
            assertTrue(body.contains(expected), () -> path + ": " + body);
        }
    }

    private static void udp(TrackerProcess tracker, String urlData, String hash, String expected)
            throws IOException {
        try (var peer = UdpTracker.from("127.0.0.1", tracker.port())) {
            var packet = AnnounceText.packet(peer.connect(), hash, 2, 0, 0, urlData);
            var meaning = AnnounceText.meaning(peer.ask(packet));
            assertTrue(meaning.contains(expected), () -> urlData + ": " + meaning);
        }
    }

    @Test
    void onlyWhatIsListedForThoseWhoKnowAToken() throws Exception {
        var tracker = world.tracker("--only-catalogued=true", "--announce-tokens=alpha,beta");
        var json = "{\"infoHash\":\"" + LISTED + "\",\"size\":1}";
        var url = tracker.url() + TrackerProcess.namePath("listed");
        Http.put(url, "application/json", json.getBytes(US_ASCII)).expect(201);

        http(tracker, "/announce", LISTED, NO_TOKEN);
        http(tracker, "/announce?token=gamma", LISTED, WRONG_TOKEN);
        http(tracker, "/announce/alph", LISTED, WRONG_TOKEN);
        http(tracker, "/announce?token=alpha", UNLISTED, NOT_LISTED);
        udp(tracker, "", LISTED, NO_TOKEN);
        udp(tracker, "/announce?token=alphaa", LISTED, WRONG_TOKEN);
        udp(tracker, "/announce/beta", UNLISTED, NOT_LISTED);
        assertEquals(0, tracker.swarm(LISTED).size());
        assertEquals(0, tracker.swarm(UNLISTED).size());

        http(tracker, "/announce?token=alpha", LISTED, LET_IN);
        http(tracker, "/announce/beta", LISTED, LET_IN);
        http(tracker, "/alpha/announce", LISTED, LET_IN);
        udp(tracker, "/announce?token=beta", LISTED, "announced");
        udp(tracker, "/announce/alpha", LISTED, "announced");
        udp(tracker, "?token=alpha", LISTED, "announced");
        assertEquals(2, tracker.swarm(LISTED).size());

        Http.delete(url).expect(204);
        http(tracker, "/announce/beta", LISTED, NOT_LISTED);
        for (var reason : List.of("no_token", "wrong_token", "not_listed")) {
            var line =
                    "seedpod_announces_refused_total{reason=\"%s\",transport=\"udp\"} 1.0"
                            .formatted(reason);
            Await.until(
                    line,
                    World.START,
                    () -> tracker.management("/q/metrics").text().contains(line),
                    () -> tracker.management("/q/metrics").text());
        }
    }

    private static void scrape(TrackerProcess tracker, String path, String hash, String expected)
            throws IOException {
        try (var caller = new Caller("127.0.0.1", tracker.port())) {
            var query = (path.contains("?") ? "&" : "?") + "info_hash=";
            var body =
                    caller.ask(path + query + Scrape.escape(HexFormat.of().parseHex(hash))).body();
            assertTrue(body.contains(expected), () -> path + ": " + body);
        }
    }

    private static String scrapeByUdp(TrackerProcess tracker, String hash) throws IOException {
        try (var peer = UdpTracker.from("127.0.0.1", tracker.port())) {
            var packet = AnnounceText.scrape(peer.connect(), hash);
            return AnnounceText.meaning(peer.ask(packet));
        }
    }

    /// Over UDP it has no place for a token.
    @Test
    void aScrapeWantsTheTokenOfAnAnnounce() throws Exception {
        var tracker = world.tracker("--announce-tokens=alpha");
        http(tracker, "/announce/alpha", UNLISTED, LET_IN);
        scrape(tracker, "/scrape", UNLISTED, NO_TOKEN);
        scrape(tracker, "/scrape/beta", UNLISTED, WRONG_TOKEN);
        assertTrue(scrapeByUdp(tracker, UNLISTED).contains(NO_TOKEN));
        for (var path : List.of("/scrape?token=alpha", "/scrape/alpha", "/alpha/scrape")) {
            scrape(tracker, path, UNLISTED, "8:completei1e");
        }
    }

    @Test
    void aScrapeOfWhatIsNotListedIsAnsweredAsIfNobodyKnewIt() throws Exception {
        var tracker = world.tracker("--only-catalogued=true");
        var json = "{\"infoHash\":\"" + LISTED + "\",\"size\":1}";
        var url = tracker.url() + TrackerProcess.namePath("listed");
        Http.put(url, "application/json", json.getBytes(US_ASCII)).expect(201);
        http(tracker, "/announce", LISTED, LET_IN);
        scrape(tracker, "/scrape", LISTED, "8:completei1e");
        assertEquals("1 seeders, 0 leechers", scrapeByUdp(tracker, LISTED));
        Http.delete(url).expect(204);
        assertEquals(1, tracker.swarm(LISTED).size(), "its peer is still there");
        scrape(tracker, "/scrape", LISTED, "8:completei0e");
        assertEquals("0 seeders, 0 leechers", scrapeByUdp(tracker, LISTED));
    }
}
