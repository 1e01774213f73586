package io.seedpod.model.wire.mse;

import static io.seedpod.model.wire.mse.CryptoMethod.PLAINTEXT;
import static io.seedpod.model.wire.mse.CryptoMethod.RC4;
import static io.seedpod.model.wire.mse.EncryptionPolicy.ALLOW;
import static io.seedpod.model.wire.mse.EncryptionPolicy.PREFER;
import static io.seedpod.model.wire.mse.EncryptionPolicy.REQUIRE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.seedpod.model.testkit.Bytes;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.wire.mse.MseOutcome.Agreed;
import io.seedpod.model.wire.mse.MseOutcome.Refused;
import io.seedpod.model.wire.mse.MseOutcome.Refused.Reason;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Both sides together: any split of the bytes gives the same stream.
class MseHandshakeTest {
    private static final Set<CryptoMethod> BOTH = EnumSet.allOf(CryptoMethod.class);

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void anySplitOfTheBytesGivesBothTheSameStreams(long seed) {
        var gen = new Gen(seed);
        var pair = new MsePair(gen, BOTH, gen.oneOf(ALLOW, PREFER, REQUIRE));
        pair.run();
        var ours = assertInstanceOf(Agreed.class, pair.atInitiator());
        var theirs = assertInstanceOf(Agreed.class, pair.atResponder());
        assertEquals(ours.method(), theirs.method());
        assertArrayEquals(MsePair.HELLO, pair.streamAtResponder());
        if (ours.method() == RC4) {
            var said = gen.bytes(100);
            var passed = said.clone();
            ours.outgoing().apply(passed);
            theirs.incoming().apply(passed);
            assertArrayEquals(said, passed, "from who dialled");
            theirs.outgoing().apply(passed);
            ours.incoming().apply(passed);
            assertArrayEquals(said, passed, "from who answered");
        }
    }

    @Test
    void whoAnswersChooses() {
        assertEquals(PLAINTEXT, agreed(BOTH, ALLOW).method());
        assertEquals(RC4, agreed(Set.of(RC4), ALLOW).method());
        assertEquals(RC4, agreed(BOTH, PREFER).method());
        assertEquals(PLAINTEXT, agreed(Set.of(PLAINTEXT), PREFER).method());
        assertEquals(RC4, agreed(BOTH, REQUIRE).method());
    }

    @Test
    void theBeginningOfAPlainStreamAloneIsEncrypted() {
        assertEquals(MsePair.HELLO.length, agreed(BOTH, ALLOW).encryptedLeft());
        assertEquals(Agreed.FOR_GOOD, agreed(BOTH, PREFER).encryptedLeft());
    }

    @Test
    void whoWantsRc4AloneRefusesWhatIsPlain() {
        var pair = new MsePair(new Gen(1), Set.of(PLAINTEXT), REQUIRE);
        pair.run();
        var refused = assertInstanceOf(Refused.class, pair.atResponder());
        assertEquals(Reason.NO_COMMON_METHOD, refused.reason());
    }

    @Test
    void theTorrentIsNotReadFromTheWire() {
        var pair = new MsePair(new Gen(2), BOTH, ALLOW);
        var said = Bytes.latin1(MsePair.drain(pair.initiator));
        assertEquals(-1, said.indexOf(Bytes.latin1(pair.torrent.bytes())));
        assertEquals(-1, said.indexOf("BitTorrent"));
    }

    /// 96 and 0 to 512 of padding: every length comes.
    @Test
    void paddingIsOfAnyLengthUpTo512() {
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int seed = 0; seed < 400; seed++) {
            int length = MsePair.drain(new MsePair(new Gen(seed), BOTH, ALLOW).initiator).length;
            least = Math.min(least, length);
            most = Math.max(most, length);
        }
        assertEquals(true, least >= 96 && least < 120, least + " bytes at least");
        assertEquals(true, most <= 96 + 512 && most > 580, most + " bytes at most");
    }

    private static Agreed agreed(Set<CryptoMethod> provided, EncryptionPolicy policy) {
        var pair = new MsePair(new Gen(3), provided, policy);
        pair.run();
        return assertInstanceOf(Agreed.class, pair.atResponder());
    }
}
