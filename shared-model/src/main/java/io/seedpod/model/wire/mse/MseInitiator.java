package io.seedpod.model.wire.mse;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.wire.mse.MseOutcome.Refused.Reason;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The side that dials.
public final class MseInitiator implements MseHandshake {
    /// VC, crypto_provide, length of PadC, length of IA; no PadC.
    private static final int OFFER_LENGTH = MseResponder.VC_LENGTH + 4 + 2 + 2;

    private static final int CHOICE_LENGTH = 4 + 2;

    private enum Step {
        KEY,
        MARK,
        CHOICE,
        PADDING
    }

    private final InfoHash infoHash;
    private final Set<CryptoMethod> provided;
    private final byte[] initialPayload;
    private final KeyExchange exchange;
    private final Course course = new Course();
    private Step step = Step.KEY;

    /// @param initialPayload the beginning of our stream, at most 65,535 bytes
    public MseInitiator(
            InfoHash infoHash,
            Set<CryptoMethod> provided,
            byte[] initialPayload,
            RandomGenerator random) {
        if (initialPayload.length > 0xFFFF) {
            throw new IllegalArgumentException(
                    "initial payload: " + initialPayload.length + " bytes (expected: <= 65535)");
        }
        this.infoHash = infoHash;
        this.provided = provided;
        this.initialPayload = initialPayload.clone();
        this.exchange = new KeyExchange(random);
        course.send(Keys.padded(exchange.publicKey(), random));
    }

    @Override
    public MseOutcome on(ByteBuffer received) {
        boolean further = true;
        while (further && course.isPending()) {
            further =
                    switch (step) {
                        case KEY -> key(received);
                        case MARK -> mark(received);
                        case CHOICE -> choice(received);
                        case PADDING -> padding(received);
                    };
        }
        return course.outcome();
    }

    @Override
    public byte @Nullable [] poll() {
        return course.poll();
    }

    private boolean key(ByteBuffer received) {
        if (!course.has(KeyExchange.KEY_LENGTH, received)) {
            return false;
        }
        var secret = exchange.secretWith(course.take());
        if (secret.isEmpty()) {
            return course.refuse(Reason.BAD_KEY, "public key gives no secret");
        }
        var keys = Keys.ofInitiator(secret.get(), infoHash);
        course.use(keys);
        offer(secret.get(), keys);
        var mark = new byte[MseResponder.VC_LENGTH];
        keys.incoming().apply(mark);
        course.awaitMark(mark);
        return next(Step.MARK);
    }

    private void offer(byte[] secret, Keys agreed) {
        var encrypted = ByteBuffer.allocate(OFFER_LENGTH + initialPayload.length);
        encrypted
                .putLong(0)
                .putInt(CryptoMethod.bits(provided))
                .putShort((short) 0)
                .putShort((short) initialPayload.length)
                .put(initialPayload)
                .flip();
        agreed.outgoing().apply(encrypted);
        course.send(
                ByteBuffer.allocate(2 * Hashes.LENGTH + encrypted.remaining())
                        .put(Hashes.sha1("req1", secret))
                        .put(ObfuscatedHash.masked(ObfuscatedHash.of(infoHash).bytes(), secret))
                        .put(encrypted)
                        .array());
    }

    private boolean mark(ByteBuffer received) {
        return course.passesMark(received) && next(Step.CHOICE);
    }

    private boolean choice(ByteBuffer received) {
        if (!course.has(CHOICE_LENGTH, received)) {
            return false;
        }
        var choice = course.takeDecrypted();
        int bits = choice.getInt();
        int padding = Short.toUnsignedInt(choice.getShort());
        var chosen = CryptoMethod.of(bits);
        if (padding > MAX_PADDING) {
            return course.refuse(
                    Reason.GARBLED, "padding: " + padding + " bytes (expected: <= 512)");
        }
        if (chosen.size() != 1
                || CryptoMethod.bits(chosen) != bits
                || !provided.containsAll(chosen)) {
            return course.refuse(
                    Reason.NO_COMMON_METHOD,
                    "crypto_select: " + bits + " (expected: one of " + provided + ")");
        }
        course.use(chosen.iterator().next());
        course.awaitPadding(padding);
        return next(Step.PADDING);
    }

    private boolean padding(ByteBuffer received) {
        if (course.passesPadding(received)) {
            course.agree(0);
        }
        return false;
    }

    private boolean next(Step following) {
        step = following;
        return true;
    }
}
