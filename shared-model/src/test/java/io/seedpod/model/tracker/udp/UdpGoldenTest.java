package io.seedpod.model.tracker.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.testkit.Golden;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.tracker.NameEntry;
import io.seedpod.model.tracker.ScrapeEntry;
import io.seedpod.model.tracker.ScrapeRequest;
import io.seedpod.model.tracker.ScrapeResponse;
import io.seedpod.model.tracker.udp.UdpDecoded.Asked;
import io.seedpod.model.tracker.udp.UdpRequest.Publication;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Every packet against bytes written by hand from BEP 15 and from our own tables.
class UdpGoldenTest {
    private static final String HASH = "0102030405060708090a0b0c0d0e0f1011121314";
    private static final InfoHash INFO_HASH = InfoHash.parse(HASH).orElseThrow();
    private static final PeerId PEER_ID = PeerId.of(Golden.bytes("'-KP0100-abcdefghijkl"));
    private static final int TRANSACTION = 0xCAFEBABE;
    private static final long CONNECTION = 0x1122334455667788L;

    @Test
    void connect() {
        request(
                new UdpRequest.Connect(TRANSACTION),
                "0000041727101980", // protocol id
                "00000000", // action
                "cafebabe"); // transaction id
        response(
                new UdpResponse.Connected(TRANSACTION, CONNECTION),
                false,
                "00000000", // action
                "cafebabe", // transaction id
                "1122334455667788"); // connection id
    }

    @Test
    void announce() {
        request(
                new UdpRequest.Announce(CONNECTION, TRANSACTION, announce("")),
                "1122334455667788", // connection id
                "00000001", // action
                "cafebabe", // transaction id
                HASH, // infohash
                "'-KP0100-abcdefghijkl", // peer id
                "0000000000000002", // downloaded
                "0000000000000003", // left
                "0000000000000001", // uploaded
                "00000002", // event: started
                "00000000", // ip address
                "deadbeef", // key
                "ffffffff", // num want
                "1ae1"); // port
    }

    @Test
    void announceWithOptions() {
        request(
                new UdpRequest.Announce(CONNECTION, TRANSACTION, announce("/a?t=1")),
                "1122334455667788", // connection id
                "00000001", // action
                "cafebabe", // transaction id
                HASH, // infohash
                "'-KP0100-abcdefghijkl", // peer id
                "0000000000000002", // downloaded
                "0000000000000003", // left
                "0000000000000001", // uploaded
                "00000002", // event: started
                "00000000", // ip address
                "deadbeef", // key
                "ffffffff", // num want
                "1ae1", // port
                "02", // BEP 41: URL data
                "06", // length
                "'/a?t=1");
    }

    @Test
    void announced() {
        var v4 = PeerEndpoint.parse("10.0.0.1:6881").orElseThrow();
        var v6 = PeerEndpoint.parse("[2001:db8::1]:6882").orElseThrow();
        response(
                announced(v4),
                false,
                "00000001", // action
                "cafebabe", // transaction id
                "0000000f", // interval
                "00000007", // leechers
                "00000009", // seeders
                "0a000001", // address
                "1ae1"); // port
        response(
                announced(v6),
                true,
                "00000001", // action
                "cafebabe", // transaction id
                "0000000f", // interval
                "00000007", // leechers
                "00000009", // seeders
                "20010db8000000000000000000000001", // address
                "1ae2"); // port
    }

    @Test
    void scrape() {
        request(
                new UdpRequest.Scrape(
                        CONNECTION, TRANSACTION, new ScrapeRequest(List.of(INFO_HASH, INFO_HASH))),
                "1122334455667788", // connection id
                "00000002", // action
                "cafebabe", // transaction id
                HASH, // infohash
                HASH); // infohash
        response(
                new UdpResponse.Scraped(
                        TRANSACTION, new ScrapeResponse(List.of(new ScrapeEntry(1, 2, 3)))),
                false,
                "00000002", // action
                "cafebabe", // transaction id
                "00000001", // seeders
                "00000002", // completed
                "00000003"); // leechers
    }

    @Test
    void failed() {
        response(
                new UdpResponse.Failed(TRANSACTION, "no"),
                false,
                "00000003", // action
                "cafebabe", // transaction id
                "'no"); // message
    }

    @Test
    void lookUpName() {
        request(
                new UdpRequest.LookUpName(CONNECTION, TRANSACTION, name("models-é"), "sesame"),
                "1122334455667788", // connection id
                "5eed0001", // action
                "cafebabe", // transaction id
                "09", // name length
                "'models-",
                "c3a9", // é, UTF-8
                "06", // token length
                "'sesame",
                "00".repeat(31)); // padding to 64
    }

    @Test
    void publishName() {
        request(
                new UdpRequest.PublishName(
                        CONNECTION,
                        TRANSACTION,
                        new Publication(name("x"), INFO_HASH, 1L << 32, 1 << 20, true),
                        ""),
                "1122334455667788", // connection id
                "5eed0002", // action
                "cafebabe", // transaction id
                HASH, // infohash
                "0000000100000000", // size
                "00100000", // piece length
                "00000001", // flags: replace
                "01", // name length
                "'x",
                "00", // token length
                "00".repeat(9)); // padding to 64
    }

    @Test
    void republishNameWithItsClock() {
        request(
                new UdpRequest.PublishName(
                        CONNECTION,
                        TRANSACTION,
                        new Publication(name("x"), INFO_HASH, 1, 2, false, 0x0000019ABCDEF012L),
                        "t"),
                "1122334455667788", // connection id
                "5eed0002", // action
                "cafebabe", // transaction id
                HASH, // infohash
                "0000000000000001", // size
                "00000002", // piece length
                "00000000", // flags
                "01", // name length
                "'x",
                "01", // token length
                "'t",
                "0000019abcdef012"); // clock; no padding is needed
    }

    @Test
    void aPublishOfSomebodyWhoKnowsNoClocksHasNone() {
        for (var tail : List.of("", "00".repeat(7), "00".repeat(8))) {
            var packet =
                    Golden.bytes(
                            "1122334455667788",
                            "5eed0002",
                            "cafebabe",
                            HASH,
                            "0000000000000001",
                            "00000002",
                            "00000000",
                            "0a",
                            "'abcdefghij",
                            "00",
                            tail);
            assertEquals(
                    new Asked(
                            new UdpRequest.PublishName(
                                    CONNECTION,
                                    TRANSACTION,
                                    new Publication(name("abcdefghij"), INFO_HASH, 1, 2, false),
                                    "")),
                    UdpRequestCodec.decode(ByteBuffer.wrap(packet), id -> id == CONNECTION));
        }
    }

    @Test
    void aReplyOfATrackerThatKnowsNoClocksIsUnderstood() {
        var packet =
                Golden.bytes(
                        "5eed0001",
                        "cafebabe",
                        "00000000",
                        HASH,
                        "0000000100000000",
                        "00100000",
                        "00000004",
                        "00000005");
        assertEquals(
                Optional.of(
                        new UdpResponse.NameReply(
                                TRANSACTION,
                                false,
                                NameStatus.OK,
                                new NameEntry(INFO_HASH, 1L << 32, 1 << 20, 4, 5))),
                UdpResponseCodec.decode(ByteBuffer.wrap(packet), true));
    }

    @Test
    void nameReplies() {
        for (boolean published : new boolean[] {false, true}) {
            response(
                    new UdpResponse.NameReply(
                            TRANSACTION,
                            published,
                            NameStatus.CONFLICT,
                            new NameEntry(INFO_HASH, 1L << 32, 1 << 20, 4, 5, 0x0000019ABCDEF012L)),
                    true,
                    published ? "5eed0002" : "5eed0001", // action
                    "cafebabe", // transaction id
                    "00000003", // status: conflict
                    HASH, // infohash
                    "0000000100000000", // size
                    "00100000", // piece length
                    "00000004", // seeders
                    "00000005", // leechers
                    "0000019abcdef012"); // clock
        }
    }

    private static AnnounceRequest announce(String urlData) {
        return new AnnounceRequest(
                INFO_HASH,
                PEER_ID,
                1,
                2,
                3,
                AnnounceEvent.STARTED,
                AnnounceRequest.DEFAULT_NUM_WANT,
                0xDEADBEEF,
                6881,
                urlData);
    }

    private static UdpResponse announced(PeerEndpoint peer) {
        return new UdpResponse.Announced(
                TRANSACTION, new AnnounceResponse(15, 0, 9, 7, List.of(peer), Optional.empty()));
    }

    private static CatalogueName name(String text) {
        return new CatalogueName(text);
    }

    private static void request(UdpRequest request, String... fields) {
        var golden = Golden.bytes(fields);
        assertEquals(Golden.hex(golden), Golden.hex(UdpRequestCodec.encode(request)));
        assertEquals(
                new Asked(request),
                UdpRequestCodec.decode(ByteBuffer.wrap(golden), id -> id == CONNECTION));
    }

    private static void response(UdpResponse response, boolean ipv6, String... fields) {
        var golden = Golden.bytes(fields);
        var target = ByteBuffer.allocate(UdpResponseCodec.maxEncodedLength(response));
        UdpResponseCodec.encode(response, ipv6, target);
        assertEquals(
                Golden.hex(golden), Golden.hex(Arrays.copyOf(target.array(), target.position())));
        assertEquals(Optional.of(response), UdpResponseCodec.decode(ByteBuffer.wrap(golden), ipv6));
    }
}
