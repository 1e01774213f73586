package io.seedpod.model.wire.mse;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.wire.mse.MseOutcome.Refused.Reason;
import java.nio.ByteBuffer;
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
    private final Course course = new Course();
    private Step step = Step.KEY;
    private byte[] secret = {};

    public MseResponder(EncryptionPolicy policy, House house, RandomGenerator random) {
        this.policy = policy;
        this.house = house;
        this.random = random;
    }

    @Override
    public MseOutcome on(ByteBuffer received) {
        boolean further = true;
        while (further && course.isPending()) {
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
        if (!house.mayCompute()) {
            return course.refuse(Reason.TOO_MANY, "too many key exchanges in a second");
        }
        var exchange = new KeyExchange(random);
        var common = exchange.secretWith(course.take());
        if (common.isEmpty()) {
            return course.refuse(Reason.BAD_KEY, "public key gives no secret");
        }
        secret = common.get();
        course.awaitMark(Hashes.sha1("req1", secret));
        course.send(Keys.padded(exchange.publicKey(), random));
        return next(Step.MARK);
    }

    private boolean mark(ByteBuffer received) {
        return course.passesMark(received) && next(Step.TORRENT);
    }

    private boolean torrent(ByteBuffer received) {
        if (!course.has(Hashes.LENGTH, received)) {
            return false;
        }
        var infoHash = house.find(ObfuscatedHash.unmasked(course.take(), secret));
        if (infoHash == null) {
            return course.refuse(
                    Reason.UNKNOWN_TORRENT, "encrypted for a torrent that is not here");
        }
        course.use(Keys.ofResponder(secret, infoHash));
        return next(Step.OFFER);
    }

    private boolean offer(ByteBuffer received) {
        if (!course.has(OFFER_LENGTH, received)) {
            return false;
        }
        var offer = course.takeDecrypted();
        long constant = offer.getLong();
        var provided = CryptoMethod.of(offer.getInt());
        int padding = Short.toUnsignedInt(offer.getShort());
        if (constant != 0 || padding > MAX_PADDING) {
            return course.refuse(Reason.GARBLED, "VC %x, padding %d".formatted(constant, padding));
        }
        var chosen = policy.select(provided);
        if (chosen.isEmpty()) {
            return course.refuse(
                    Reason.NO_COMMON_METHOD, "nothing of " + provided + " suits " + policy);
        }
        course.use(chosen.get());
        course.awaitPadding(padding);
        return next(Step.PADDING);
    }

    private boolean padding(ByteBuffer received) {
        return course.passesPadding(received) && next(Step.PAYLOAD_LENGTH);
    }

    private boolean payloadLength(ByteBuffer received) {
        if (!course.has(SIZE_LENGTH, received)) {
            return false;
        }
        var size = course.takeDecrypted();
        var choice =
                ByteBuffer.allocate(OFFER_LENGTH)
                        .putLong(0)
                        .putInt(CryptoMethod.bits(Set.of(course.method())))
                        .putShort((short) 0)
                        .flip();
        course.keys().outgoing().apply(choice);
        course.send(choice.array());
        course.agree(Short.toUnsignedInt(size.getShort()));
        return false;
    }

    private boolean next(Step following) {
        step = following;
        return true;
    }
}
