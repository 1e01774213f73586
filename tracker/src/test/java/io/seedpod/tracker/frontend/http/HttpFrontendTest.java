package io.seedpod.tracker.frontend.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.bencode.BencodeLimits;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.testkit.Bytes;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.ScrapeRequest;
import io.seedpod.model.tracker.http.HttpAnnounceQuery;
import io.seedpod.model.tracker.http.HttpAnnounceReply;
import io.seedpod.model.tracker.http.HttpScrapeQuery;
import io.seedpod.model.tracker.http.HttpScrapeReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HttpFrontendTest {
    private static final PeerEndpoint V4 = new PeerEndpoint.V4(0x0a000001, 50_000);
    private static final PeerEndpoint V6 = new PeerEndpoint.V6(0x20010db8L << 32, 1, 50_000);

    /// With bytes that are no text, and that a query must escape.
    private static final InfoHash SWARM =
            InfoHash.of(Bytes.hex("00 25 26 3d 2b 20 ff fe 80 7f 41 2f 3f 23 0a 0d c3 28 e2 82"));

    private final HttpFrontend frontend = HttpBench.frontend();

    private static String query(AnnounceRequest request) {
        return HttpAnnounceQuery.url("http://t/announce", request).split("\\?", 2)[1];
    }

    private static AnnounceRequest request(int port, long left, AnnounceEvent event, int numWant) {
        return new AnnounceRequest(
                SWARM, PeerId.ours(new Random(port)), 0, 0, left, event, numWant, 1, port);
    }

    private byte[] raw(PeerEndpoint from, String query) {
        return frontend.announce(query, from, Optional.empty(), 100).toByteArray();
    }

    private HttpAnnounceReply.Accepted announce(PeerEndpoint from, AnnounceRequest request) {
        return assertInstanceOf(
                HttpAnnounceReply.Accepted.class,
                HttpAnnounceReply.decode(raw(from, query(request))).orElseThrow());
    }

    private static BDictionary dictionary(byte[] body) throws Exception {
        return (BDictionary) Bencode.decode(body, BencodeLimits.MESSAGE);
    }

    @Test
    void anAnnounceIsAnsweredWithIntervalsCountsAndPeers() {
        announce(V4, request(1_001, 0, AnnounceEvent.STARTED, 0));
        var reply = announce(V4, request(1_002, 9, AnnounceEvent.STARTED, -1)).announce();
        assertEquals(1, reply.seeders());
        assertEquals(1, reply.leechers());
        assertEquals(List.of(new PeerEndpoint.V4(0x0a000001, 1_001)), reply.peers());
        assertTrue(reply.intervalSeconds() >= 14 && reply.intervalSeconds() <= 16);
        assertTrue(reply.minIntervalSeconds() <= reply.intervalSeconds());
    }

    @Test
    void aStockClientIsToldToComeEveryFiveMinutesAndNeverMoreThanOnceAMinute() throws Exception {
        String query = query(request(1, 0, AnnounceEvent.NONE, 0)).replace("-KP", "-TR");
        var reply = dictionary(raw(V4, query));
        assertEquals(60, reply.integer("min interval").orElseThrow());
        assertTrue(Math.abs(reply.integer("interval").orElseThrow() - 300) <= 30);
    }

    @Test
    void bothFamiliesComeInOneReply() {
        announce(V4, request(1_001, 0, AnnounceEvent.NONE, 0));
        announce(V6, request(1_002, 0, AnnounceEvent.NONE, 0));
        assertEquals(
                2,
                announce(V4, request(1_003, 5, AnnounceEvent.NONE, 50)).announce().peers().size());
    }

    @Test
    void theAskerIsToldItsAddressAndAnAddressInTheQueryIsNotBelieved() throws Exception {
        String query = query(request(1_001, 0, AnnounceEvent.NONE, 0));
        var reply = dictionary(raw(V4, query + "&ip=1.2.3.4&ipv6=%3a%3a5&ipv4=9.9.9.9"));
        assertEquals(InfoHash.LENGTH - 16, reply.string("external ip").orElseThrow().length());
        assertEquals(
                List.of(new PeerEndpoint.V4(0x0a000001, 1_001)),
                announce(V4, request(1_002, 5, AnnounceEvent.NONE, 50)).announce().peers());
        var six = dictionary(raw(V6, query));
        assertEquals(16, six.string("external ip").orElseThrow().length());
    }

    @Test
    void peersComeAsDictionariesWhenTheyAreNotWantedCompact() throws Exception {
        announce(V4, request(1_001, 0, AnnounceEvent.NONE, 0));
        String query = query(request(1_002, 5, AnnounceEvent.NONE, 50));
        var reply = dictionary(raw(V4, query.replace("compact=1", "compact=0")));
        var peer = (BDictionary) reply.list("peers").orElseThrow().getFirst();
        assertEquals("10.0.0.1", peer.text("ip").orElseThrow());
        assertEquals(1_001, peer.integer("port").orElseThrow());
    }

    @Test
    void aBrokenQueryIsAFailureInWords() throws Exception {
        for (String query :
                new String[] {
                    "",
                    "info_hash=abc",
                    "info_hash=%zz",
                    query(request(1, 0, AnnounceEvent.NONE, 0)).replace("port=1", "port=70000"),
                    query(request(1, 0, AnnounceEvent.NONE, 0)).replace("port=1", "port=0"),
                    "a".repeat(20_000)
                }) {
            assertTrue(dictionary(raw(V4, query)).text("failure reason").isPresent(), query);
        }
    }

    @Test
    void aScrapeTellsTheCountsOfEachSwarm() {
        announce(V4, request(1_001, 5, AnnounceEvent.NONE, 0));
        announce(V4, request(1_001, 0, AnnounceEvent.COMPLETED, 0));
        announce(V6, request(1_002, 5, AnnounceEvent.NONE, 0));
        var scrape = new ScrapeRequest(List.of(SWARM, new InfoHash(5, 5, 5)));
        String url = HttpScrapeQuery.url("http://t/announce", scrape).orElseThrow();
        byte[] body = frontend.scrape("/scrape", url.split("\\?", 2)[1]);
        var entries = HttpScrapeReply.decode(body, scrape).orElseThrow().entries();
        assertEquals(1, entries.get(0).seeders());
        assertEquals(1, entries.get(0).completed());
        assertEquals(1, entries.get(0).leechers());
        assertEquals(0, entries.get(1).seeders());
    }

    @Test
    void aScrapeOfNothingIsAFailure() throws Exception {
        assertTrue(dictionary(frontend.scrape("/scrape", "")).text("failure reason").isPresent());
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#many")
    void spoiltQueriesAreAnsweredWithBencode(long seed) throws Exception {
        var gen = new Gen(seed);
        byte[] query =
                query(request(1, 5, AnnounceEvent.NONE, 3)).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 5; i++) {
            query = Bytes.spoil(query, gen.random());
            String text = new String(query, StandardCharsets.ISO_8859_1);
            dictionary(raw(V4, text));
            dictionary(frontend.scrape("/scrape", text));
        }
    }
}
