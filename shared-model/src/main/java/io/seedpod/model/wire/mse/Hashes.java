package io.seedpod.model.wire.mse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The SHA-1 sums of the exchange: of a word and what follows it.
final class Hashes {
    static final int LENGTH = 20;

    private Hashes() {}

    static byte[] sha1(String word, byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            digest.update(word.getBytes(StandardCharsets.US_ASCII));
            for (var part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-1", e);
        }
    }
}
