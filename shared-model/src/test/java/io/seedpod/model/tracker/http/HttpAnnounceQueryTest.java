package io.seedpod.model.tracker.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.testkit.Golden;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.ScrapeRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Announce and scrape as queries (BEP 3, 23, 48).
class HttpAnnounceQueryTest {
    private static final String HASH =
            "info_hash=%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F%10%11%12%13%14";
    private static final String GOLDEN =
            HASH
                    + "&peer_id=-KP0100-abcdefghijkl"
                    + "&port=6881"
                    + "&uploaded=1"
                    + "&downloaded=2"
                    + "&left=3"
                    + "&event=started"
                    + "&numwant=50"
                    + "&key=DEADBEEF"
                    + "&compact=1&no_peer_id=1";
    private static final InfoHash INFO_HASH =
            InfoHash.of(Golden.bytes("0102030405060708090a0b0c0d0e0f1011121314"));
    private static final AnnounceRequest ANNOUNCE =
            new AnnounceRequest(
                    INFO_HASH,
                    PeerId.of(Golden.bytes("'-KP0100-abcdefghijkl")),
                    1,
                    2,
                    3,
                    AnnounceEvent.STARTED,
                    50,
                    0xDEADBEEF,
                    6881);

    @Test
    void golden() throws HttpQueryException {
        assertEquals("http://t/a?" + GOLDEN, HttpAnnounceQuery.url("http://t/a", ANNOUNCE));
        assertEquals("http://t/a?k=v&" + GOLDEN, HttpAnnounceQuery.url("http://t/a?k=v", ANNOUNCE));
        assertEquals(new HttpAnnounceQuery(ANNOUNCE, true), HttpAnnounceQuery.decode(GOLDEN));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void whatIsWrittenIsRead(long seed) throws HttpQueryException {
        var gen = new Gen(seed);
        var announce =
                new AnnounceRequest(
                        gen.infoHash(),
                        gen.peerId(),
                        gen.between(0, Long.MAX_VALUE),
                        gen.between(0, Long.MAX_VALUE),
                        gen.between(0, Long.MAX_VALUE),
                        gen.oneOf(AnnounceEvent.values()),
                        gen.between(-1, 0xFFFF),
                        gen.random().nextInt(),
                        gen.between(0, 0xFFFF));
        var url = HttpAnnounceQuery.url("/announce", announce);
        assertEquals(
                new HttpAnnounceQuery(announce, true),
                HttpAnnounceQuery.decode(url.substring("/announce?".length())));
    }

    @Test
    void onlyHashIdAndPortAreNeeded() throws HttpQueryException {
        var query = HttpAnnounceQuery.decode(HASH + "&peer_id=-KP0100-abcdefghijkl&port=1");
        assertTrue(query.compact());
        assertEquals(AnnounceRequest.DEFAULT_NUM_WANT, query.announce().numWant());
        assertEquals(AnnounceEvent.NONE, query.announce().event());
        assertFalse(query.announce().isSeeder());
    }

    @Test
    void aListIsOnlyGivenWhenAskedFor() throws HttpQueryException {
        assertFalse(HttpAnnounceQuery.decode(GOLDEN.replace("compact=1", "compact=0")).compact());
        assertTrue(HttpAnnounceQuery.decode(GOLDEN.replace("compact=1", "")).compact());
    }

    @Test
    void anAddressInTheQueryIsNotRead() throws HttpQueryException {
        assertEquals(
                HttpAnnounceQuery.decode(GOLDEN),
                HttpAnnounceQuery.decode(GOLDEN + "&ip=192.0.2.9&ipv4=192.0.2.9&ipv6=::9"));
    }

    @Test
    void anyTextIsAKey() throws HttpQueryException {
        var one = HttpAnnounceQuery.decode(GOLDEN.replace("DEADBEEF", "one")).announce().key();
        var two = HttpAnnounceQuery.decode(GOLDEN.replace("DEADBEEF", "two")).announce().key();
        assertTrue(one != two);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "info_hash=short&peer_id=-KP0100-abcdefghijkl&port=1",
                "peer_id=-KP0100-abcdefghijkl&port=1",
                HASH + "&port=1",
                HASH + "&peer_id=-KP0100-abcdefghijkl",
                HASH + "&peer_id=-KP0100-abcdefghijkl&port=65536",
                HASH + "&peer_id=-KP0100-abcdefghijkl&port=-1",
                HASH + "&peer_id=-KP0100-abcdefghijkl&port=x",
                HASH + "&peer_id=-KP0100-abcdefghijkl&port=1&left=many"
            })
    void whatIsNoAnnounceIsRefusedWithAReason(String query) {
        var refusal = assertThrows(HttpQueryException.class, () -> HttpAnnounceQuery.decode(query));
        assertFalse(refusal.reason().isEmpty());
    }

    @Test
    void scrape() throws HttpQueryException {
        var scrape = new ScrapeRequest(List.of(INFO_HASH, new InfoHash(1, 2, 3)));
        var url = HttpScrapeQuery.url("http://t/x/announce.php?k=v", scrape).orElseThrow();
        assertTrue(url.startsWith("http://t/x/scrape.php?k=v&" + HASH + "&info_hash=%00"), url);
        assertEquals(scrape, HttpScrapeQuery.decode(url.substring(url.indexOf('?') + 1)));
        assertEquals(
                Optional.of("http://t/scrape?" + HASH),
                HttpScrapeQuery.url("http://t/announce", new ScrapeRequest(List.of(INFO_HASH))));
        assertEquals(Optional.empty(), HttpScrapeQuery.url("http://t/a", scrape));
        assertEquals(Optional.empty(), HttpScrapeQuery.url("http://t/x%064announce", scrape));
    }

    @Test
    void aScrapeOfNothingOrOfTooMuchIsRefused() {
        assertThrows(HttpQueryException.class, () -> HttpScrapeQuery.decode("a=b"));
        assertThrows(HttpQueryException.class, () -> HttpScrapeQuery.decode("info_hash=short"));
        assertThrows(
                HttpQueryException.class, () -> HttpScrapeQuery.decode((HASH + "&").repeat(75)));
    }
}
