package io.seedpod.model.wire.mse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.testkit.Bytes;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.wire.mse.MseOutcome.Agreed;
import io.seedpod.model.wire.mse.MseOutcome.Pending;
import io.seedpod.model.wire.mse.MseOutcome.Refused;
import io.seedpod.model.wire.mse.MseOutcome.Refused.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The far side is written out by hand here, and lies.
class HostileMseTest {
    private static final Set<CryptoMethod> BOTH = EnumSet.allOf(CryptoMethod.class);

    private final Gen gen = new Gen(7);
    private final InfoHash torrent = gen.infoHash();
    private final KeyExchange theirs = new KeyExchange(gen.random());
    private final MseResponder responder =
            new MseResponder(EncryptionPolicy.ALLOW, MsePair.house(torrent), gen.random());
    private final MseInitiator initiator =
            new MseInitiator(torrent, BOTH, MsePair.HELLO, gen.random());
    private byte[] secret = {};
    private Rc4 cipher = new Rc4(new byte[1]);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void keysThatGiveEverybodyTheSecretAreRefused(int kind) {
        var key = new byte[96];
        switch (kind) {
            case 0 -> {} // 0
            case 1 -> key[95] = 1;
            case 2 -> Arrays.fill(key, (byte) 0xFF); // above the prime
            default -> {
                // the prime less one
                key =
                        Bytes.hex(
                                "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD1",
                                "29024E088A67CC74020BBEA63B139B22514A08798E3404DD",
                                "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245",
                                "E485B576625E7EC6F44C42E9A63A36210000000000090562");
            }
        }
        assertRefused(Reason.BAD_KEY, responder.on(ByteBuffer.wrap(key)));
        assertNull(responder.poll(), "no answer");
        assertRefused(Reason.BAD_KEY, initiator.on(ByteBuffer.wrap(key)));
    }

    @Test
    void paddingOf512BytesPassesAndOneMoreDoesNot() {
        begin(512);
        assertInstanceOf(Agreed.class, responder.on(offer(0, 3, 0, 0)));

        var strict = new HostileMseTest();
        strict.begin(513);
        assertRefused(Reason.NO_MARK, strict.responder.on(strict.offer(0, 3, 0, 0)));
    }

    @Test
    void notOneByteIsTakenBeyondTheLastPossibleMark() {
        responder.on(ByteBuffer.wrap(theirs.publicKey()));
        var noise = ByteBuffer.wrap(gen.bytes(100_000));
        assertRefused(Reason.NO_MARK, responder.on(noise));
        assertEquals(512 + 20, noise.position());
    }

    @Test
    void whoDialsWaitsForTheMarkNoLonger() {
        initiator.on(ByteBuffer.wrap(theirs.publicKey()));
        var noise = ByteBuffer.wrap(gen.bytes(100_000));
        assertRefused(Reason.NO_MARK, initiator.on(noise));
        assertEquals(512 + 8, noise.position());
    }

    @Test
    void aTorrentThatIsNotHereIsRefused() {
        begin(3);
        var other = gen.infoHash();
        var said =
                Bytes.concat(
                        Hashes.sha1("req1", secret),
                        ObfuscatedHash.masked(ObfuscatedHash.of(other).bytes(), secret));
        assertRefused(Reason.UNKNOWN_TORRENT, responder.on(ByteBuffer.wrap(said)));
    }

    @Test
    void theConstantMustBeZero() {
        begin(0);
        assertRefused(Reason.GARBLED, responder.on(offer(1, 3, 0, 0)));
    }

    @Test
    void longPaddingOfTheOfferIsRefused() {
        begin(0);
        assertRefused(Reason.GARBLED, responder.on(offer(0, 3, 513, 0)));
    }

    @Test
    void paddingOfTheOfferIsPassedOver() {
        begin(0);
        var agreed = assertInstanceOf(Agreed.class, responder.on(offer(0, 2, 512, 68)));
        assertEquals(CryptoMethod.RC4, agreed.method());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 0x10000})
    void methodsNobodyKnowsSuitNobody(int bits) {
        begin(0);
        assertRefused(Reason.NO_COMMON_METHOD, responder.on(offer(0, bits, 0, 0)));
    }

    @Test
    void methodsNobodyKnowsDoNoHarmBesideOneWeKnow() {
        begin(0);
        assertInstanceOf(Agreed.class, responder.on(offer(0, 0x7FFF0002, 0, 0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 6, 0x80000002})
    void aChoiceOfNoneOfSeveralOrOfAnotherIsRefused(int bits) {
        assertRefused(Reason.NO_COMMON_METHOD, answer(initiator, 0, bits, 0));
    }

    @Test
    void aChoiceNotOfferedIsRefused() {
        var strict = new MseInitiator(torrent, Set.of(CryptoMethod.RC4), new byte[0], gen.random());
        assertRefused(Reason.NO_COMMON_METHOD, answer(strict, 0, 1, 0));
    }

    @Test
    void longPaddingOfTheAnswerIsRefused() {
        assertRefused(Reason.GARBLED, answer(initiator, 100, 2, 513));
    }

    @Test
    void paddingOfTheAnswerIsPassedOver() {
        assertInstanceOf(Agreed.class, answer(initiator, 512, 2, 512));
    }

    @Test
    void nothingIsComputedForHalfAKeyNorWithoutLeave() {
        var asked = new AtomicInteger();
        var busy =
                new MseResponder(
                        EncryptionPolicy.ALLOW,
                        new MseResponder.House() {
                            @Override
                            public boolean mayCompute() {
                                asked.incrementAndGet();
                                return false;
                            }

                            @Override
                            public @Nullable InfoHash find(ObfuscatedHash hash) {
                                return null;
                            }
                        },
                        gen.random());
        assertInstanceOf(Pending.class, busy.on(ByteBuffer.wrap(theirs.publicKey(), 0, 95)));
        assertEquals(0, asked.get());
        assertRefused(Reason.TOO_MANY, busy.on(ByteBuffer.wrap(theirs.publicKey(), 95, 1)));
        assertNull(busy.poll(), "no answer");
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#many")
    void whatIsSpoiltNeverThrowsAndNeverAgreesOnAnotherStream(long seed) {
        var random = new Gen(seed);
        var far = new HostileMseTest();
        far.begin(random.between(0, 40));
        var said = far.offer(0, random.between(1, 3), random.between(0, 30), 10);
        var bytes = new byte[said.remaining()];
        said.get(bytes);
        int spoilt = random.between(0, 55);
        bytes[spoilt] ^= (byte) (1 << random.between(0, 7));
        var outcome = far.responder.on(ByteBuffer.wrap(bytes));
        // The mark, the torrent and the constant vouch for themselves; the rest is numbers.
        if (spoilt < 48) {
            assertTrue(
                    outcome instanceof Refused || outcome instanceof Pending,
                    () -> "byte " + spoilt + ": " + outcome);
        }
    }

    /// Says the key and so much padding, and learns the secret in common.
    private void begin(int padding) {
        responder.on(ByteBuffer.wrap(theirs.publicKey()));
        learn(MsePair.drain(responder));
        cipher = Rc4.ofStream(Hashes.sha1("keyA", secret, torrent.bytes()));
        assertInstanceOf(Pending.class, responder.on(ByteBuffer.wrap(new byte[padding])));
    }

    private void learn(byte[] answer) {
        secret = theirs.secretWith(Arrays.copyOf(answer, 96)).orElseThrow();
    }

    private ByteBuffer offer(long constant, int bits, int padding, int payload) {
        var encrypted =
                ByteBuffer.allocate(16 + padding)
                        .putLong(constant)
                        .putInt(bits)
                        .putShort((short) padding)
                        .put(new byte[padding])
                        .putShort((short) payload)
                        .array();
        cipher.apply(encrypted);
        return ByteBuffer.wrap(
                Bytes.concat(
                        Hashes.sha1("req1", secret),
                        ObfuscatedHash.masked(ObfuscatedHash.of(torrent).bytes(), secret),
                        encrypted));
    }

    private MseOutcome answer(MseInitiator asking, int firstPadding, int bits, int padding) {
        learn(MsePair.drain(asking));
        var stream = Rc4.ofStream(Hashes.sha1("keyB", secret, torrent.bytes()));
        var encrypted =
                ByteBuffer.allocate(14 + padding)
                        .putLong(0)
                        .putInt(bits)
                        .putShort((short) padding)
                        .array();
        stream.apply(encrypted);
        return asking.on(
                ByteBuffer.wrap(
                        Bytes.concat(theirs.publicKey(), new byte[firstPadding], encrypted)));
    }

    private static void assertRefused(Reason reason, MseOutcome outcome) {
        assertEquals(reason, assertInstanceOf(Refused.class, outcome).reason());
    }
}
