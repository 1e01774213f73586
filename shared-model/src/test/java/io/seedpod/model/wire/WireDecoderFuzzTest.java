package io.seedpod.model.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/// Any bytes: the decoder tells its sink an orderly story and takes all of them, in one go or
/// byte by byte, and the story is the same.
class WireDecoderFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void decode(byte[] stream) {
        var whole = new Recorder();
        new WireDecoder().decode(ByteBuffer.wrap(stream), whole);
        var piecemeal = new Recorder();
        var decoder = new WireDecoder();
        for (var octet : stream) {
            decoder.decode(ByteBuffer.wrap(new byte[] {octet}), piecemeal);
        }
        if (!whole.heard.equals(piecemeal.heard)) {
            throw new AssertionError(whole.heard + " in one go, " + piecemeal.heard + " bytewise");
        }
    }

    @FuzzTest(maxDuration = "10s")
    void handshake(byte[] stream) {
        var received = ByteBuffer.wrap(stream);
        if (Handshake.refusal(received).isEmpty()) {
            boolean known = Handshake.peekInfoHash(received).isPresent();
            boolean complete = Handshake.decode(received).isPresent();
            if (known != stream.length >= 48 || complete != stream.length >= 68) {
                throw new AssertionError("wrong about " + stream.length + " bytes");
            }
        }
    }
}
