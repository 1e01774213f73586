package io.seedpod.model.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Gen;
import io.seedpod.model.testkit.Golden;
import io.seedpod.model.wire.PeerMessage.Choke;
import io.seedpod.model.wire.PeerMessage.Extended;
import io.seedpod.model.wire.PeerMessage.Have;
import io.seedpod.model.wire.PeerMessage.Piece;
import io.seedpod.model.wire.PeerMessage.Unknown;
import io.seedpod.model.wire.WireRefusal.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The stream of frames: every split gives the same, everything hostile is refused once.
class WireDecoderTest {
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void anySplitOfTheStreamGivesTheSameMessages(long seed) {
        var gen = new Gen(seed);
        var expected = new ArrayList<Object>();
        var stream = new ByteArrayOutputStream();
        for (var message : gen.list(20, () -> WireGen.message(gen))) {
            expected.add(message);
            if (message instanceof Piece piece) {
                var payload = gen.bytes(piece.length());
                var head = ByteBuffer.wrap(new byte[WireEncoder.PIECE_HEADER_LENGTH]);
                WireEncoder.pieceHeader(piece.pieceIndex(), piece.begin(), payload.length, head);
                stream.writeBytes(head.array());
                stream.writeBytes(payload);
                expected.add(Golden.hex(payload));
            } else {
                stream.writeBytes(WireEncoder.encode(message));
            }
        }
        assertEquals(expected, decodeInPieces(gen, stream.toByteArray(), new WireDecoder()));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#many")
    void anyBytesAreDecodedAndAnySplitOfThemGivesTheSame(long seed) {
        var gen = new Gen(seed);
        var bytes = gen.bytes(gen.between(0, 200));
        if (gen.chance(0.8)) {
            // Likely lengths, so that more than the first frame is looked at.
            for (int at = 0; at + 4 < bytes.length; at += 4 + gen.between(1, 20)) {
                bytes[at] = 0;
                bytes[at + 1] = 0;
                bytes[at + 2] = 0;
                bytes[at + 3] = (byte) gen.between(0, 18);
            }
        }
        var whole = new Recorder();
        var input = ByteBuffer.wrap(bytes);
        new WireDecoder().decode(input, whole);
        assertFalse(input.hasRemaining());
        assertEquals(whole.heard, decodeInPieces(gen, bytes, new WireDecoder()));
    }

    @Test
    void theGeneratorMakesEveryKindOfMessage() {
        var kinds = new HashSet<Class<?>>();
        var gen = new Gen(0);
        for (int i = 0; i < 1000; i++) {
            kinds.add(WireGen.message(gen).getClass());
        }
        kinds.add(Unknown.class);
        assertEquals(new HashSet<>(List.of(PeerMessage.class.getPermittedSubclasses())), kinds);
    }

    @Test
    void aFrameBeyondTheLimitIsRefusedBeforeItsBodyArrives() {
        assertEquals(List.of(Reason.FRAME_TOO_LONG), decode(Golden.bytes("00100001"))); // 1 MiB + 1
        assertEquals(List.of(Reason.FRAME_TOO_LONG), decode(Golden.bytes("ffffffff")));
        assertEquals(List.of(Reason.FRAME_TOO_LONG), decode(Golden.bytes("80000000 00")));
    }

    @Test
    void theFrameLimitCanFollowALongBitfield() {
        var decoder = new WireDecoder();
        decoder.maxFrameLength((1 << 20) + 5);
        var recorder = new Recorder();
        decoder.decode(ByteBuffer.wrap(Golden.bytes("00100001 05")), recorder);
        assertEquals(List.of(), recorder.heard);
    }

    @Test
    void anUnknownMessageBeyondTheFrameLimitIsRefusedThoughABlockMayBeAsLong() {
        var decoder = new WireDecoder();
        decoder.maxFrameLength(100);
        var recorder = new Recorder();
        decoder.decode(ByteBuffer.wrap(Golden.bytes("00000065 63")), recorder);
        assertEquals(List.of(Reason.FRAME_TOO_LONG), recorder.heard);
    }

    @Test
    void aBlockBeyondTheNegotiatedLengthIsRefused() {
        var blockOf32KiB = Golden.bytes("00008009", "07", "00000000", "00000000");
        assertEquals(List.of(Reason.BLOCK_TOO_LONG), decode(blockOf32KiB));
        var decoder = new WireDecoder();
        decoder.maxBlockLength(1 << 20);
        var recorder = new Recorder();
        decoder.decode(ByteBuffer.wrap(blockOf32KiB), recorder);
        decoder.decode(ByteBuffer.wrap(new byte[1 << 15]), recorder);
        assertEquals(new Piece(0, 0, 1 << 15), recorder.heard.getFirst());
    }

    @Test
    void aMessageWhoseLengthDoesNotFitItsIdIsRefused() {
        for (var frame :
                List.of(
                        "00000002 00 00", // choke with a body
                        "00000004 04 000000", // have too short
                        "0000000c 06", // request too short
                        "0000000e 06", // request too long
                        "00000008 07", // block without its begin
                        "00000002 09", // port too short
                        "00000001 14")) { // extended without its id
            assertEquals(List.of(Reason.WRONG_LENGTH), decode(Golden.bytes(frame)), frame);
        }
    }

    @Test
    void numbersBeyondTheRangeOfAnyTorrentAreRefused() {
        for (var frame :
                List.of(
                        "00000005 04 80000000",
                        "0000000d 06 00000000 ffffffff 00004000",
                        "0000000d 10 00000000 00000000 80000000",
                        "00000009 07 80000000 00000000",
                        "00000009 07 00000000 80000000")) {
            assertEquals(List.of(Reason.OUT_OF_RANGE), decode(Golden.bytes(frame)), frame);
        }
    }

    @Test
    void afterARefusalEverythingIsSwallowed() {
        var decoder = new WireDecoder();
        var recorder = new Recorder();
        decoder.decode(ByteBuffer.wrap(Golden.bytes("ffffffff", "00000001 00")), recorder);
        var more = ByteBuffer.wrap(Golden.bytes("00000001 00"));
        decoder.decode(more, recorder);
        assertEquals(List.of(Reason.FRAME_TOO_LONG), recorder.heard);
        assertFalse(more.hasRemaining());
    }

    @Test
    void aSinkMayStopTheDecoderFromWithin() {
        var decoder = new WireDecoder();
        var heard = new ArrayList<PeerMessage>();
        var sink =
                new StoppingSink(
                        message -> {
                            heard.add(message);
                            decoder.stop();
                        });
        decoder.decode(ByteBuffer.wrap(Golden.bytes("00000001 00", "00000001 01")), sink);
        decoder.decode(ByteBuffer.wrap(Golden.bytes("00000001 02")), sink);
        assertEquals(List.of(new Choke()), heard);
    }

    @Test
    void aLimitRaisedByAMessageHoldsForTheNext() {
        var decoder = new WireDecoder();
        var recorder = new Recorder();
        var sink =
                new StoppingSink(
                        message -> {
                            recorder.message(message);
                            decoder.maxFrameLength(2 << 20);
                        });
        decoder.decode(ByteBuffer.wrap(Golden.bytes("00000001 00", "00100001 14")), sink);
        assertEquals(List.of(new Choke()), recorder.heard);
    }

    @Test
    void aBodyIsCollectedAcrossManyReads() {
        var decoder = new WireDecoder();
        var recorder = new Recorder();
        var bytes = WireEncoder.encode(new Extended(9, new byte[100_000]));
        for (var octet : bytes) {
            decoder.decode(ByteBuffer.wrap(new byte[] {octet}), recorder);
        }
        assertEquals(List.of(new Extended(9, new byte[100_000])), recorder.heard);
        decoder.decode(ByteBuffer.wrap(WireEncoder.encode(new Have(3))), recorder);
        assertEquals(new Have(3), recorder.heard.getLast());
    }

    @Test
    void theInputsBoundsAreKept() {
        var padded = Golden.bytes("ffff", "00000001 00", "ffffffff");
        var recorder = new Recorder();
        new WireDecoder().decode(ByteBuffer.wrap(padded, 2, 5), recorder);
        assertEquals(List.of(new Choke()), recorder.heard);
        assertTrue(recorder.heard.size() == 1);
    }

    private static List<Object> decode(byte[] bytes) {
        var recorder = new Recorder();
        new WireDecoder().decode(ByteBuffer.wrap(bytes), recorder);
        return recorder.heard;
    }

    private static List<Object> decodeInPieces(Gen gen, byte[] bytes, WireDecoder decoder) {
        var recorder = new Recorder();
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(bytes.length - at, gen.oneOf(0, 1, 2, 3, 5, 17, 1000, 70_000));
            var input = ByteBuffer.allocateDirect(length + 2).position(1);
            input.put(bytes, at, length).flip().position(1);
            decoder.decode(input, recorder);
            at += length;
        }
        return recorder.heard;
    }

    /// Tells messages to somebody, wants nothing else to come.
    private record StoppingSink(java.util.function.Consumer<PeerMessage> listener)
            implements WireSink {
        @Override
        public void message(PeerMessage message) {
            listener.accept(message);
        }

        @Override
        public void pieceHeader(int pieceIndex, int begin, int length) {
            throw new AssertionError("a block");
        }

        @Override
        public void piecePayload(ByteBuffer chunk) {
            throw new AssertionError("a payload");
        }

        @Override
        public void pieceEnd() {
            throw new AssertionError("a block's end");
        }

        @Override
        public void refused(WireRefusal why) {
            throw new AssertionError(why);
        }
    }
}
