package io.seedpod.model.wire.mse;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.wire.mse.MseOutcome.Refused.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The side that answers. Computes nothing before a whole key has come, and then only if it may.
public final class MseResponder implements MseHandshake {
    static final int VC_LENGTH = 8;

    /// VC, crypto_provide, length of PadC.
    private static final int OFFER_LENGTH = VC_LENGTH + 4 + 2;

    private static final int SIZE_LENGTH = 2;

    /// What the one who answers knows.
    public interface House {
        /// Whether one more key exchange may be computed now; counts it.
        boolean mayCompute();

        /// The torrent meant, null if we do not run it.
        @Nullable InfoHash find(ObfuscatedHash hash);
    }

    private enum Step {
        KEY,
        MARK,
        TORRENT,
        OFFER,
        PADDING,
        PAYLOAD_LENGTH
    }

    private final EncryptionPolicy policy;
    private final House house;
    private final RandomGenerator random;
    private final Intake intake = new Intake();
    private final ArrayDeque<byte[]> out = new ArrayDeque<>();
    private Step step = Step.KEY;
    private MseOutcome outcome = new MseOutcome.Pending();
    private byte[] secret = {};
    private byte[] mark = {};
    private int padding;
    private @Nullable Keys keys;
    private CryptoMethod method = CryptoMethod.PLAINTEXT;

    public MseResponder(EncryptionPolicy policy, House house, RandomGenerator random) {
        this.policy = policy;
        this.house = house;
        this.random = random;
    }

    @Override
    public MseOutcome on(ByteBuffer received) {
        boolean further = true;
        while (further && outcome instanceof MseOutcome.Pending) {
            further =
                    switch (step) {
                        case KEY -> key(received);
                        case MARK -> mark(received);
                        case TORRENT -> torrent(received);
                        case OFFER -> offer(received);
                        case PADDING -> padding(received);
                        case PAYLOAD_LENGTH -> payloadLength(received);
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
        if (!house.mayCompute()) {
            return refuse(Reason.TOO_MANY, "too many key exchanges in a second");
        }
        var exchange = new KeyExchange(random);
        var common = exchange.secretWith(intake.take());
        if (common.isEmpty()) {
            return refuse(Reason.BAD_KEY, "public key gives no secret");
        }
        secret = common.get();
        mark = Hashes.sha1("req1", secret);
        out.add(Keys.padded(exchange.publicKey(), random));
        step = Step.MARK;
        return true;
    }

    private boolean mark(ByteBuffer received) {
        if (intake.finds(mark, received)) {
            step = Step.TORRENT;
            return true;
        }
        return intake.isBeyond(MAX_PADDING)
                && refuse(Reason.NO_MARK, "no end of the padding after 512 bytes");
    }

    private boolean torrent(ByteBuffer received) {
        if (!intake.has(Hashes.LENGTH, received)) {
            return false;
        }
        var infoHash = house.find(ObfuscatedHash.unmasked(intake.take(), secret));
        if (infoHash == null) {
            return refuse(Reason.UNKNOWN_TORRENT, "encrypted for a torrent that is not here");
        }
        keys = Keys.ofResponder(secret, infoHash);
        step = Step.OFFER;
        return true;
    }

    private boolean offer(ByteBuffer received) {
        if (!intake.has(OFFER_LENGTH, received)) {
            return false;
        }
        var offer = ByteBuffer.wrap(intake.take());
        agreedKeys().incoming().apply(offer);
        long constant = offer.getLong();
        var provided = CryptoMethod.of(offer.getInt());
        padding = Short.toUnsignedInt(offer.getShort());
        if (constant != 0 || padding > MAX_PADDING) {
            return refuse(Reason.GARBLED, "VC %x, padding %d".formatted(constant, padding));
        }
        var chosen = policy.select(provided);
        if (chosen.isEmpty()) {
            return refuse(Reason.NO_COMMON_METHOD, "nothing of " + provided + " suits " + policy);
        }
        method = chosen.get();
        step = Step.PADDING;
        return true;
    }

    private boolean padding(ByteBuffer received) {
        if (!intake.passes(padding, received, agreedKeys().incoming())) {
            return false;
        }
        step = Step.PAYLOAD_LENGTH;
        return true;
    }

    private boolean payloadLength(ByteBuffer received) {
        if (!intake.has(SIZE_LENGTH, received)) {
            return false;
        }
        var size = ByteBuffer.wrap(intake.take());
        agreedKeys().incoming().apply(size);
        var choice =
                ByteBuffer.allocate(OFFER_LENGTH)
                        .putLong(0)
                        .putInt(CryptoMethod.bits(Set.of(method)))
                        .putShort((short) 0)
                        .flip();
        agreedKeys().outgoing().apply(choice);
        out.add(choice.array());
        outcome = agreedKeys().agreed(method, Short.toUnsignedInt(size.getShort()));
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
