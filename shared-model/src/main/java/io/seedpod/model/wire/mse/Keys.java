package io.seedpod.model.wire.mse;

import io.seedpod.model.id.InfoHash;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The two streams that a secret in common and an infohash give.
record Keys(Rc4 incoming, Rc4 outgoing) {
    static Keys ofInitiator(byte[] secret, InfoHash infoHash) {
        return new Keys(stream("keyB", secret, infoHash), stream("keyA", secret, infoHash));
    }

    static Keys ofResponder(byte[] secret, InfoHash infoHash) {
        return new Keys(stream("keyA", secret, infoHash), stream("keyB", secret, infoHash));
    }

    private static Rc4 stream(String word, byte[] secret, InfoHash infoHash) {
        return Rc4.ofStream(Hashes.sha1(word, secret, infoHash.bytes()));
    }

    /// A public key and 0 to 512 bytes of chance after it.
    static byte[] padded(byte[] publicKey, RandomGenerator random) {
        var padding = new byte[random.nextInt(MseHandshake.MAX_PADDING + 1)];
        random.nextBytes(padding);
        var padded = Arrays.copyOf(publicKey, publicKey.length + padding.length);
        System.arraycopy(padding, 0, padded, publicKey.length, padding.length);
        return padded;
    }

    /// @param initialPayload bytes that come encrypted even if the stream is plain
    MseOutcome.Agreed agreed(CryptoMethod method, int initialPayload) {
        long encrypted = method == CryptoMethod.RC4 ? MseOutcome.Agreed.FOR_GOOD : initialPayload;
        return new MseOutcome.Agreed(method, incoming, encrypted, outgoing);
    }
}
