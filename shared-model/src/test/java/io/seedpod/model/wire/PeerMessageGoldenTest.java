package io.seedpod.model.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.HashRange;
import io.seedpod.model.testkit.Golden;
import io.seedpod.model.wire.PeerMessage.AllowedFast;
import io.seedpod.model.wire.PeerMessage.BitfieldMessage;
import io.seedpod.model.wire.PeerMessage.Cancel;
import io.seedpod.model.wire.PeerMessage.Choke;
import io.seedpod.model.wire.PeerMessage.Extended;
import io.seedpod.model.wire.PeerMessage.HashReject;
import io.seedpod.model.wire.PeerMessage.HashRequest;
import io.seedpod.model.wire.PeerMessage.Hashes;
import io.seedpod.model.wire.PeerMessage.Have;
import io.seedpod.model.wire.PeerMessage.HaveAll;
import io.seedpod.model.wire.PeerMessage.HaveNone;
import io.seedpod.model.wire.PeerMessage.Interested;
import io.seedpod.model.wire.PeerMessage.KeepAlive;
import io.seedpod.model.wire.PeerMessage.NotInterested;
import io.seedpod.model.wire.PeerMessage.Piece;
import io.seedpod.model.wire.PeerMessage.Port;
import io.seedpod.model.wire.PeerMessage.RejectRequest;
import io.seedpod.model.wire.PeerMessage.Request;
import io.seedpod.model.wire.PeerMessage.SuggestPiece;
import io.seedpod.model.wire.PeerMessage.Unchoke;
import io.seedpod.model.wire.PeerMessage.Unknown;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every message against bytes written from the BEPs by hand.
class PeerMessageGoldenTest {
    @Test
    void bareMessages() {
        golden(
                new KeepAlive(), // BEP 3
                "00000000"); // length
        bare(new Choke(), "00"); // BEP 3
        bare(new Unchoke(), "01");
        bare(new Interested(), "02");
        bare(new NotInterested(), "03");
        bare(new HaveAll(), "0e"); // BEP 6
        bare(new HaveNone(), "0f");
    }

    @Test
    void messagesWithAnIndex() {
        indexed(new Have(0x01020304), "04"); // BEP 3
        indexed(new SuggestPiece(0x01020304), "0d"); // BEP 6
        indexed(new AllowedFast(0x01020304), "11");
    }

    @Test
    void messagesAboutABlock() {
        block(new Request(7, 0x4000, 0x3FFF), "06"); // BEP 3
        block(new Cancel(7, 0x4000, 0x3FFF), "08");
        block(new RejectRequest(7, 0x4000, 0x3FFF), "10"); // BEP 6
    }

    @Test
    void messagesAboutHashes() {
        String root = "00112233445566778899aabbccddeeff 0123456789abcdeffedcba9876543210";
        var range =
                new HashRange(
                        Sha256Hash.parse(root.replace(" ", "")).orElseThrow(),
                        1,
                        0x0600,
                        0x0200,
                        9);
        String[] fields = {
            root, // pieces root
            "00000001", // base layer
            "00000600", // index
            "00000200", // length
            "00000009" // proof layers
        };
        golden(new HashRequest(range), with("00000031", "15", fields)); // BEP 52
        golden(new HashReject(range), with("00000031", "17", fields));
        golden(
                new Hashes(range, Golden.bytes(root, root)),
                with(
                        "00000071",
                        "16",
                        fields[0],
                        fields[1],
                        fields[2],
                        fields[3],
                        fields[4],
                        root,
                        root));
    }

    private static String[] with(String length, String id, String... fields) {
        var all = new String[fields.length + 2];
        all[0] = length;
        all[1] = id;
        System.arraycopy(fields, 0, all, 2, fields.length);
        return all;
    }

    @Test
    void bitfield() {
        var pieces = new Bitfield(10);
        pieces.set(0);
        pieces.set(9);
        golden(
                new BitfieldMessage(pieces), // BEP 3
                "00000003", // length
                "05", // id
                "80 40"); // bits: piece 0, piece 9
    }

    @Test
    void port() {
        golden(
                new Port(6881), // BEP 5
                "00000003", // length
                "09", // id
                "1ae1"); // port
    }

    @Test
    void extended() {
        golden(
                new Extended(3, new byte[] {0x64, 0x65}), // BEP 10
                "00000004", // length
                "14", // id
                "03", // extension id
                "'de"); // payload
    }

    @Test
    void theHeadOfABlock() {
        var head =
                Golden.bytes(
                        "00000009", // length without a payload
                        "07", // id
                        "00000007", // index
                        "00004000"); // begin
        assertArrayEquals(head, WireEncoder.encode(new Piece(7, 0x4000, 0)));
        var recorder = new Recorder();
        new WireDecoder()
                .decode(
                        ByteBuffer.wrap(
                                Golden.bytes(
                                        "0000000b", // length
                                        "07", // id
                                        "00000007", // index
                                        "00004000", // begin
                                        "beef")), // payload
                        recorder);
        assertEquals(List.of(new Piece(7, 0x4000, 2), "beef"), recorder.heard);
    }

    @Test
    void messagesOfUnknownIdsAreSkippedAndNeverSent() {
        var recorder = new Recorder();
        new WireDecoder()
                .decode(ByteBuffer.wrap(Golden.bytes("00000003 63 aabb", "00000001 00")), recorder);
        assertEquals(List.of(new Unknown(0x63), new Choke()), recorder.heard);
        assertThrows(IllegalArgumentException.class, () -> WireEncoder.encode(new Unknown(0x63)));
    }

    private static void bare(PeerMessage message, String id) {
        golden(message, "00000001", id);
    }

    private static void indexed(PeerMessage message, String id) {
        golden(
                message, "00000005", // length
                id, "01020304"); // index
    }

    private static void block(PeerMessage message, String id) {
        golden(
                message,
                "0000000d", // length
                id,
                "00000007", // index
                "00004000", // begin
                "00003fff"); // length
    }

    private static void golden(PeerMessage message, String... fields) {
        var bytes = Golden.bytes(fields);
        assertEquals(Golden.hex(bytes), Golden.hex(WireEncoder.encode(message)));
        assertEquals(bytes.length, WireEncoder.encodedLength(message));
        var recorder = new Recorder();
        new WireDecoder().decode(ByteBuffer.wrap(bytes), recorder);
        assertEquals(List.of(message), recorder.heard);
    }
}
