package io.seedpod.model.wire.mse;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.wire.mse.MseOutcome.Refused.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
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
    private final Intake intake = new Intake();
    private final ArrayDeque<byte[]> out = new ArrayDeque<>();
    private Step step = Step.KEY;
    private MseOutcome outcome = new MseOutcome.Pending();
    private byte[] mark = {};
    private int padding;
    private @Nullable Keys keys;
    private CryptoMethod method = CryptoMethod.PLAINTEXT;

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
        out.add(Keys.padded(exchange.publicKey(), random));
    }

    @Override
    public MseOutcome on(ByteBuffer received) {
        boolean further = true;
        while (further && outcome instanceof MseOutcome.Pending) {
            further =
                    switch (step) {
                        case KEY -> key(received);
                        case MARK -> mark(received);
                        case CHOICE -> choice(received);
                        case PADDING -> padding(received);
                    };
        }
        return outcome;
    }

    @Override
    public byte @Nullable [] poll() {
        return out.poll();
    }

    private boolean key(ByteBuffer received) {
        if (!intake.has(KeyExchange.KEY_LENGTH, received)) {
            return false;
        }
        var secret = exchange.secretWith(intake.take());
        if (secret.isEmpty()) {
            return refuse(Reason.BAD_KEY, "public key gives no secret");
        }
        keys = Keys.ofInitiator(secret.get(), infoHash);
        offer(secret.get(), keys);
        mark = new byte[MseResponder.VC_LENGTH];
        keys.incoming().apply(mark);
        step = Step.MARK;
        return true;
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
        out.add(
                ByteBuffer.allocate(2 * Hashes.LENGTH + encrypted.remaining())
                        .put(Hashes.sha1("req1", secret))
                        .put(ObfuscatedHash.masked(ObfuscatedHash.of(infoHash).bytes(), secret))
                        .put(encrypted)
                        .array());
    }

    private boolean mark(ByteBuffer received) {
        if (intake.finds(mark, received)) {
            step = Step.CHOICE;
            return true;
        }
        return intake.isBeyond(MAX_PADDING)
                && refuse(Reason.NO_MARK, "no end of the padding after 512 bytes");
    }

    private boolean choice(ByteBuffer received) {
        if (!intake.has(CHOICE_LENGTH, received)) {
            return false;
        }
        var choice = ByteBuffer.wrap(intake.take());
        agreedKeys().incoming().apply(choice);
        int bits = choice.getInt();
        padding = Short.toUnsignedInt(choice.getShort());
        var chosen = CryptoMethod.of(bits);
        if (padding > MAX_PADDING) {
            return refuse(Reason.GARBLED, "padding: " + padding + " bytes (expected: <= 512)");
        }
        if (chosen.size() != 1
                || CryptoMethod.bits(chosen) != bits
                || !provided.containsAll(chosen)) {
            return refuse(
                    Reason.NO_COMMON_METHOD,
                    "crypto_select: " + bits + " (expected: one of " + provided + ")");
        }
        method = chosen.iterator().next();
        step = Step.PADDING;
        return true;
    }

    private boolean padding(ByteBuffer received) {
        if (intake.passes(padding, received, agreedKeys().incoming())) {
            outcome = agreedKeys().agreed(method, 0);
        }
        return false;
    }

    private boolean refuse(Reason reason, String detail) {
        outcome = new MseOutcome.Refused(reason, detail);
        return false;
    }

    private Keys agreedKeys() {
        var known = keys;
        if (known == null) {
            throw new IllegalStateException("no key yet at " + step);
        }
        return known;
    }
}
