package io.seedpod.model.wire.mse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.seedpod.model.id.InfoHash;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;

/// Any bytes, in one go or one by one: the same outcome, the same bytes taken, the same answer.
class MseFuzzTest {
    private static final InfoHash TORRENT = new InfoHash(1, 2, 3);

    @FuzzTest(maxDuration = "20s")
    void whoAnswers(byte[] stream) {
        same(
                new MseResponder(EncryptionPolicy.ALLOW, MsePair.house(TORRENT), new Random(1)),
                new MseResponder(EncryptionPolicy.ALLOW, MsePair.house(TORRENT), new Random(1)),
                stream);
    }

    @FuzzTest(maxDuration = "20s")
    void whoDials(byte[] stream) {
        var provided = EnumSet.allOf(CryptoMethod.class);
        same(
                new MseInitiator(TORRENT, provided, MsePair.HELLO, new Random(1)),
                new MseInitiator(TORRENT, provided, MsePair.HELLO, new Random(1)),
                stream);
    }

    private static void same(MseHandshake whole, MseHandshake piecemeal, byte[] stream) {
        var received = ByteBuffer.wrap(stream);
        var outcome = whole.on(received);
        int taken = 0;
        MseOutcome other = new MseOutcome.Pending();
        while (other instanceof MseOutcome.Pending && taken < stream.length) {
            other = piecemeal.on(ByteBuffer.wrap(stream, taken++, 1));
        }
        if (outcome.getClass() != other.getClass() || received.position() != taken) {
            throw new AssertionError(
                    outcome + " after " + received.position() + ", " + other + " after " + taken);
        }
        if (!Arrays.equals(MsePair.drain(whole), MsePair.drain(piecemeal))) {
            throw new AssertionError("answers differ");
        }
    }
}
