package io.seedpod.model.tracker.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.BString;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.testkit.Golden;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.tracker.ScrapeEntry;
import io.seedpod.model.tracker.ScrapeRequest;
import io.seedpod.model.tracker.ScrapeResponse;
import io.seedpod.model.tracker.http.HttpAnnounceReply.Accepted;
import io.seedpod.model.tracker.http.HttpAnnounceReply.Refused;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Replies of HTTP trackers, ours and others'.
class HttpReplyTest {
    private static final PeerEndpoint V4 = PeerEndpoint.parse("10.0.0.1:6881").orElseThrow();
    private static final PeerEndpoint V6 = PeerEndpoint.parse("[2001:db8::1]:6882").orElseThrow();

    @Test
    void compactGolden() {
        var response =
                new AnnounceResponse(300, 60, 9, 7, List.of(V4, V6), Optional.of("slow down"));
        var golden =
                Golden.bytes(
                        "'d",
                        "'8:completei9e", // BEP 3
                        "'11:external ip4:", // BEP 24
                        "0a000001",
                        "'10:incompletei7e",
                        "'8:intervali300e",
                        "'12:min intervali60e",
                        "'5:peers6:", // BEP 23
                        "0a000001 1ae1",
                        "'6:peers618:", // BEP 7
                        "20010db8000000000000000000000001 1ae2",
                        "'15:warning message9:slow down",
                        "'e");
        assertEquals(Golden.hex(golden), Golden.hex(HttpReplies.announce(response, true, V4)));
        assertEquals(Optional.of(seenAt(response, V4)), HttpAnnounceReply.decode(golden));
    }

    @Test
    void listGolden() {
        var response = new AnnounceResponse(300, 0, 9, 7, List.of(V4, V6), Optional.empty());
        var golden =
                "d8:completei9e11:external ip4:\n\0\0\u000110:incompletei7e8:intervali300e5:peersl"
                        + "d2:ip8:10.0.0.14:porti6881ee"
                        + "d2:ip11:2001:db8::14:porti6882ee"
                        + "ee";
        assertEquals(golden, new String(HttpReplies.announce(response, false, V4), ISO_8859_1));
        assertEquals(
                Optional.of(seenAt(response, V4)),
                HttpAnnounceReply.decode(golden.getBytes(ISO_8859_1)));
    }

    /// What the asker reads of it: where the tracker sees it, too, without a port (BEP 24).
    private static Accepted seenAt(AnnounceResponse said, PeerEndpoint asker) {
        return new Accepted(
                new AnnounceResponse(
                        said.intervalSeconds(),
                        said.minIntervalSeconds(),
                        said.seeders(),
                        said.leechers(),
                        said.peers(),
                        said.warning(),
                        Optional.of(PeerEndpoint.of(asker.addressBytes(), 0))));
    }

    @Test
    void anExternalAddressOfNoFamilyIsNone() {
        var reply =
                HttpAnnounceReply.decode("d11:external ip5:123458:intervali1ee".getBytes(US_ASCII));
        assertEquals(
                Optional.of(
                        new Accepted(
                                new AnnounceResponse(1, 0, 0, 0, List.of(), Optional.empty()))),
                reply);
    }

    @Test
    void noPeersAreStillAString() {
        var nobody = new AnnounceResponse(300, 0, 0, 0, List.of(), Optional.empty());
        var reply = new String(HttpReplies.announce(nobody, true, V6), ISO_8859_1);
        assertEquals("5:peers0:e", reply.substring(reply.length() - 10));
    }

    @Test
    void failures() {
        assertEquals("d14:failure reason2:noe", new String(HttpReplies.failure("no"), US_ASCII));
        assertEquals(
                "d14:failure reason2:no8:retry ini5ee",
                new String(HttpReplies.failure("no", 5), US_ASCII));
        assertEquals(
                Optional.of(new Refused("no")),
                HttpAnnounceReply.decode(HttpReplies.failure("no", 5)));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void whatIsWrittenIsReadInBothForms(long seed) {
        var gen = new Gen(seed);
        var four = gen.list(30, gen::endpointV4);
        var response =
                new AnnounceResponse(
                        gen.between(0, Integer.MAX_VALUE),
                        gen.between(0, 1000),
                        gen.between(0, 1000),
                        gen.between(0, 1000),
                        concat(four, gen.list(30, gen::endpointV6)),
                        gen.chance(0.5) ? Optional.empty() : Optional.of(gen.text(30)));
        for (boolean compact : new boolean[] {true, false}) {
            var asker = gen.endpoint();
            assertEquals(
                    Optional.of(seenAt(response, asker)),
                    HttpAnnounceReply.decode(HttpReplies.announce(response, compact, asker)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "i1e",
                "de",
                "d8:intervali1e", // cut off
                "d8:interval3:onee" // no number
            })
    void whatNoTrackerSaysIsNoReply(String body) {
        assertEquals(Optional.empty(), HttpAnnounceReply.decode(body.getBytes(US_ASCII)));
    }

    @Test
    void peersThatAreNoneAreLeftOut() {
        var body =
                "d8:intervali-5e5:peersl"
                        + "d2:ip11:example.org4:porti1ee" // a name
                        + "d2:ip8:10.0.0.14:porti0ee" // no port
                        + "d2:ip8:10.0.0.14:porti65536ee"
                        + "d2:ip8:10.0.0.1e"
                        + "i7e"
                        + "d2:ip8:10.0.0.14:porti6881ee"
                        + "ee";
        assertEquals(
                Optional.of(
                        new Accepted(
                                new AnnounceResponse(0, 0, 0, 0, List.of(V4), Optional.empty()))),
                HttpAnnounceReply.decode(body.getBytes(US_ASCII)));
        var compact = Golden.bytes("'d8:intervali1e5:peers8:", "0a000001 0000 0a00", "'e");
        assertEquals(
                Optional.of(
                        new Accepted(
                                new AnnounceResponse(1, 0, 0, 0, List.of(), Optional.empty()))),
                HttpAnnounceReply.decode(compact));
    }

    @Test
    void scrape() {
        var one = new InfoHash(-1, 2, 3);
        var two = new InfoHash(1, 2, 3);
        var request = new ScrapeRequest(List.of(one, two));
        var response =
                new ScrapeResponse(List.of(new ScrapeEntry(1, 2, 3), new ScrapeEntry(4, 5, 6)));
        var body = HttpReplies.scrape(request, response);
        var golden =
                Bencode.encode(
                        BDictionary.builder()
                                .put(
                                        "files",
                                        BDictionary.builder()
                                                .put(BString.of(two.bytes()), counts(4, 5, 6))
                                                .put(BString.of(one.bytes()), counts(1, 2, 3))
                                                .build())
                                .build());
        assertEquals(Golden.hex(golden), Golden.hex(body));
        assertEquals(Optional.of(response), HttpScrapeReply.decode(body, request));
        var other = new ScrapeRequest(List.of(new InfoHash(9, 9, 9)));
        assertEquals(
                Optional.of(new ScrapeResponse(List.of(new ScrapeEntry(0, 0, 0)))),
                HttpScrapeReply.decode(body, other));
        assertEquals(Optional.empty(), HttpScrapeReply.decode(HttpReplies.failure("no"), request));
        assertEquals(Optional.empty(), HttpScrapeReply.decode(new byte[3], request));
    }

    private static BDictionary counts(int complete, int downloaded, int incomplete) {
        return BDictionary.builder()
                .put("complete", complete)
                .put("downloaded", downloaded)
                .put("incomplete", incomplete)
                .build();
    }

    private static List<PeerEndpoint> concat(List<PeerEndpoint> one, List<PeerEndpoint> two) {
        return Stream.concat(one.stream(), two.stream()).toList();
    }
}
