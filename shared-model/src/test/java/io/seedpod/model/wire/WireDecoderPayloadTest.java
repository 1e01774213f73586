package io.seedpod.model.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Payload that reaches its place without passing through the decoder.
class WireDecoderPayloadTest {
    private final WireDecoder decoder = new WireDecoder();
    private final List<String> told = new ArrayList<>();
    private final WireSink sink =
            new WireSink() {
                @Override
                public void message(PeerMessage message) {
                    told.add(message.toString());
                }

                @Override
                public void pieceHeader(int pieceIndex, int begin, int length) {
                    told.add("header " + length);
                }

                @Override
                public void piecePayload(ByteBuffer chunk) {
                    told.add("payload " + chunk.remaining());
                }

                @Override
                public void pieceEnd() {
                    told.add("end");
                }

                @Override
                public void refused(WireRefusal why) {
                    told.add("refused");
                }
            };

    @Test
    void whatWasTakenElsewhereCounts() {
        assertEquals(0, decoder.payloadMissing());
        decoder.decode(head(1000).put(new byte[30]).flip(), sink);
        assertEquals(970, decoder.payloadMissing());
        decoder.payloadTaken(900, sink);
        decoder.decode(ByteBuffer.wrap(new byte[10]), sink);
        assertEquals(60, decoder.payloadMissing());
        decoder.payloadTaken(60, sink);
        assertEquals(0, decoder.payloadMissing());
        decoder.decode(ByteBuffer.wrap(new byte[] {0, 0, 0, 1, 1}), sink);
        assertEquals(List.of("header 1000", "payload 30", "payload 10", "end", "Unchoke[]"), told);
    }

    @Test
    void noMoreCanBeTakenThanIsMissing() {
        assertThrows(IllegalArgumentException.class, () -> decoder.payloadTaken(1, sink));
        decoder.decode(head(10).flip(), sink);
        assertThrows(IllegalArgumentException.class, () -> decoder.payloadTaken(11, sink));
        assertThrows(IllegalArgumentException.class, () -> decoder.payloadTaken(-1, sink));
        assertEquals(10, decoder.payloadMissing());
    }

    private static ByteBuffer head(int length) {
        var head = ByteBuffer.allocate(100);
        WireEncoder.pieceHeader(3, 0, length, head);
        return head;
    }
}
