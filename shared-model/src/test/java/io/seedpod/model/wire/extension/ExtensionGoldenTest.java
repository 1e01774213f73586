package io.seedpod.model.wire.extension;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.testkit.Golden;
import io.seedpod.model.tracker.Labels;
import io.seedpod.model.wire.PeerMessage.Extended;
import io.seedpod.model.wire.extension.PexMessage.Added;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Payloads of extended messages against bytes written by hand.
class ExtensionGoldenTest {
    private static final PeerEndpoint V4 = PeerEndpoint.parse("10.0.0.1:6881").orElseThrow();
    private static final PeerEndpoint V6 = PeerEndpoint.parse("[2001:db8::1]:6882").orElseThrow();

    @Test
    void ourHandshake() {
        var golden =
                Golden.bytes(
                        "'d",
                        "'10:kp_requesti1048576e", // ours
                        "'1:m", // BEP 10
                        "'d11:kp_fetchingi4e", // ours
                        "'11:lt_donthavei3e11:ut_metadatai1e6:ut_pexi2ee",
                        "'13:metadata_sizei500e", // BEP 9
                        "'1:pi6881e",
                        "'4:reqqi250e",
                        "'11:upload_onlyi1e", // BEP 21
                        "'1:v7:SeedPod",
                        "'e");
        var ours =
                ExtensionHandshake.ours("SeedPod", 6881, 250, 1 << 20)
                        .withMetadataSize(500)
                        .withUploadOnly(true);
        assertEquals(Golden.hex(golden), Golden.hex(ours.encode()));
        assertEquals(new Extended(0, golden), ours.toMessage());
        var read = ExtensionHandshake.decode(golden).orElseThrow();
        assertEquals(OptionalInt.of(1), read.id(ExtensionName.METADATA));
        assertEquals(OptionalLong.of(500), read.metadataSize());
        assertEquals(OptionalInt.of(1 << 20), read.maxRequestLength());
        assertEquals(OptionalInt.of(250), read.requestQueue());
        assertEquals(OptionalInt.of(6881), read.port());
        assertEquals(Optional.of("SeedPod"), read.version());
        assertTrue(read.uploadOnly());
    }

    @Test
    void ourStanding() {
        var golden =
                Golden.bytes(
                        "'d",
                        "'11:kp_drainingi1e", // ours, all four
                        "'7:kp_node6:node-7",
                        "'9:kp_region2:eu",
                        "'10:kp_requesti16384e",
                        "'7:kp_zone4:eu-1",
                        "'1:mde",
                        "'1:pi1e4:reqqi1e1:v1:x",
                        "'e");
        var standing = new Standing(new Labels("node-7", "eu-1", "eu"), true);
        var read = ExtensionHandshake.decode(golden).orElseThrow();
        assertEquals(standing, read.standing());
        assertEquals(Golden.hex(golden), Golden.hex(read.encode()));
        var none = ExtensionHandshake.decode(Golden.bytes("'de")).orElseThrow();
        assertEquals(Standing.NONE, none.standing());
        var odd =
                ExtensionHandshake.decode(
                                Golden.bytes("'d11:kp_drainingi2e7:kp_nodei1e7:kp_zone3:a/b", "'e"))
                        .orElseThrow();
        assertEquals(Standing.NONE, odd.standing());
    }

    @Test
    void aHandshakeThatSaysNothing() {
        var read = ExtensionHandshake.decode(Golden.bytes("'de")).orElseThrow();
        assertEquals(OptionalInt.empty(), read.id(ExtensionName.PEX));
        assertEquals(OptionalInt.empty(), read.maxRequestLength());
        assertEquals(OptionalLong.empty(), read.metadataSize());
        assertFalse(read.uploadOnly());
    }

    @Test
    void anExtensionMayBeOffOrLeftOut() {
        var off = ExtensionHandshake.decode(Golden.bytes("'d1:md6:ut_pexi0eee")).orElseThrow();
        assertEquals(OptionalInt.empty(), off.id(ExtensionName.PEX));
        var ours = ExtensionHandshake.ours("x", 0, 1, 1);
        assertEquals(OptionalInt.empty(), ours.port());
        assertEquals(OptionalInt.empty(), ours.without(ExtensionName.PEX).id(ExtensionName.PEX));
        assertEquals(OptionalInt.of(1), ours.without(ExtensionName.PEX).id(ExtensionName.METADATA));
    }

    @Test
    void whoWantsUsualRequestsSaysNothingOfTheirLength() {
        var usual = ExtensionHandshake.ours("x", 0, 1, 1 << 14);
        assertEquals(OptionalInt.empty(), usual.maxRequestLength());
        assertFalse(new String(usual.encode(), StandardCharsets.ISO_8859_1).contains("kp_request"));
        var longer = ExtensionHandshake.ours("x", 0, 1, 1 << 15);
        assertEquals(OptionalInt.of(1 << 15), longer.maxRequestLength());
    }

    @Test
    void valuesOutOfRangeCountAsAbsent() {
        var read =
                ExtensionHandshake.decode(
                                Golden.bytes(
                                        "'d10:kp_requesti-1e1:md6:ut_pexi256e11:ut_metadata1:xe"
                                                + "13:metadata_sizei0e1:pi65536e4:reqqi0e"
                                                + "11:upload_onlyi2e6:yourip3:abce"))
                        .orElseThrow();
        assertEquals(OptionalInt.empty(), read.maxRequestLength());
        assertTrue(read.ids().isEmpty());
        assertEquals(OptionalLong.empty(), read.metadataSize());
        assertEquals(OptionalInt.empty(), read.port());
        assertEquals(OptionalInt.empty(), read.requestQueue());
        assertFalse(read.uploadOnly());
        assertEquals(Optional.empty(), read.yourIp());
    }

    @Test
    void aLongVersionIsCutBetweenCharacters() {
        var said = ExtensionHandshake.ours("🙂".repeat(65), 1, 1, 1).encode();
        assertEquals(
                Optional.of("🙂".repeat(64)),
                ExtensionHandshake.decode(said).orElseThrow().version());
    }

    @Test
    void namesAndNumbers() {
        for (var name : ExtensionName.values()) {
            assertEquals(Optional.of(name), ExtensionName.ofOurId(name.ourId()));
        }
        assertEquals(Optional.empty(), ExtensionName.ofOurId(0));
        assertEquals(Optional.empty(), ExtensionName.ofOurId(255));
    }

    @Test
    void metadata() {
        metadata(new MetadataMessage.Request(3), "'d8:msg_typei0e5:piecei3ee"); // BEP 9
        metadata(new MetadataMessage.Reject(3), "'d8:msg_typei2e5:piecei3ee");
        metadata(
                new MetadataMessage.Data(0, 2, new byte[] {'d', 'e'}),
                "'d8:msg_typei1e5:piecei0e10:total_sizei2ee", // dictionary
                "'de"); // bytes
        assertEquals(
                new Extended(9, Golden.bytes("'d8:msg_typei0e5:piecei3ee")),
                new MetadataMessage.Request(3).toMessage(9));
    }

    @Test
    void metadataThatMakesNoSenseIsNone() {
        for (var payload :
                List.of(
                        "'",
                        "'i1e",
                        "'de",
                        "'d8:msg_typei0ee", // no piece
                        "'d8:msg_typei0e5:piecei-1ee",
                        "'d8:msg_typei0e5:piecei2147483648ee",
                        "'d8:msg_typei3e5:piecei0ee", // unknown type
                        "'d8:msg_typei1e5:piecei0eex", // data without a size
                        "'d8:msg_typei1e5:piecei0e10:total_sizei2ee", // data without bytes
                        "'d8:msg_typei1e5:piecei0e10:total_sizei20000ee" + "x".repeat(16385))) {
            assertEquals(Optional.empty(), MetadataMessage.decode(Golden.bytes(payload)), payload);
        }
    }

    @Test
    void pex() {
        var message =
                new PexMessage(
                        List.of(Added.of(V4, true, true), Added.of(V6, false, true)), List.of(V6));
        var golden =
                Golden.bytes(
                        "'d",
                        "'5:added6:", // BEP 11
                        "0a000001 1ae1",
                        "'7:added.f1:",
                        "12", // seeder, reachable
                        "'6:added618:",
                        "20010db8000000000000000000000001 1ae2",
                        "'8:added6.f1:",
                        "10", // reachable
                        "'7:dropped0:",
                        "'8:dropped618:",
                        "20010db8000000000000000000000001 1ae2",
                        "'e");
        assertEquals(Golden.hex(golden), Golden.hex(message.encode()));
        assertEquals(Optional.of(message), PexMessage.decode(golden));
        assertTrue(message.added().getFirst().isSeeder());
        assertEquals(new Extended(2, golden), message.toMessage(2));
    }

    @Test
    void pexIsBoundedAndBearsMissingFlags() {
        var peers = "0a000001 1ae1".repeat(1000);
        var many = Golden.bytes("'d5:added6000:", peers, "'7:dropped6000:", peers, "'e");
        var read = PexMessage.decode(many).orElseThrow();
        assertEquals(PexMessage.MAX_PEERS, read.added().size());
        assertEquals(PexMessage.MAX_PEERS, read.dropped().size());
        assertFalse(read.added().getFirst().isSeeder());
        var portless = Golden.bytes("'d5:added9:", "0a000001 0000 0a0000", "'e");
        assertEquals(
                Optional.of(new PexMessage(List.of(), List.of())), PexMessage.decode(portless));
        assertEquals(Optional.empty(), PexMessage.decode(Golden.bytes("'le")));
        assertEquals(Optional.empty(), PexMessage.decode(Golden.bytes("'d")));
    }

    @Test
    void dontHave() {
        assertArrayEquals(Golden.bytes("01020304"), new DontHave(0x01020304).encode()); // BEP 54
        assertEquals(
                Optional.of(new DontHave(0x01020304)), DontHave.decode(Golden.bytes("01020304")));
        assertEquals(Optional.empty(), DontHave.decode(Golden.bytes("80000000")));
        assertEquals(Optional.empty(), DontHave.decode(Golden.bytes("010203")));
        assertEquals(new Extended(3, Golden.bytes("00000007")), new DontHave(7).toMessage(3));
    }

    @Test
    void fetching() {
        assertArrayEquals(Golden.bytes("01020304"), new Fetching(0x01020304).encode()); // ours
        assertEquals(
                Optional.of(new Fetching(0x01020304)), Fetching.decode(Golden.bytes("01020304")));
        assertArrayEquals(Golden.bytes("81020304"), new Fetching(0x01020304, true).encode());
        assertEquals(
                Optional.of(new Fetching(0x01020304, true)),
                Fetching.decode(Golden.bytes("81020304")));
        assertEquals(Optional.empty(), Fetching.decode(Golden.bytes("010203")));
        assertEquals(Optional.empty(), Fetching.decode(Golden.bytes("0102030405")));
        assertEquals(new Extended(4, Golden.bytes("00000007")), new Fetching(7).toMessage(4));
    }

    private static void metadata(MetadataMessage message, String... fields) {
        var golden = Golden.bytes(fields);
        assertEquals(Golden.hex(golden), Golden.hex(message.encode()));
        assertEquals(Optional.of(message), MetadataMessage.decode(golden));
    }
}
