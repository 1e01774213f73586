package io.seedpod.model.wire.mse;

import java.math.BigInteger;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One side of a Diffie-Hellman exchange with MSE's prime of 768 bits and generator 2.
///
/// Each side costs two powers modulo the prime, some 0.1 ms: whoever answers strangers bounds how
/// many in a second. Time depends on the secret; it protects nothing that would matter.
final class KeyExchange {
    /// Bytes of a public key and of the secret in common, big-endian, zeros in front.
    static final int KEY_LENGTH = 96;

    private static final BigInteger PRIME =
            new BigInteger(
                    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD1"
                            + "29024E088A67CC74020BBEA63B139B22514A08798E3404DD"
                            + "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245"
                            + "E485B576625E7EC6F44C42E9A63A36210000000000090563",
                    16);
    private static final int EXPONENT_BITS = 160;

    private final BigInteger exponent;

    KeyExchange(RandomGenerator random) {
        var bytes = new byte[EXPONENT_BITS / Byte.SIZE];
        random.nextBytes(bytes);
        // The highest bit is set: never 0, always of the same length.
        this.exponent = new BigInteger(1, bytes).setBit(EXPONENT_BITS - 1);
    }

    byte[] publicKey() {
        return padded(BigInteger.TWO.modPow(exponent, PRIME));
    }

    /// The secret in common with whoever sent this key; empty for keys that would let anybody know
    /// it: 0, 1, the prime less one, and what is not below the prime.
    Optional<byte[]> secretWith(byte[] theirKey) {
        var key = new BigInteger(1, theirKey);
        boolean sound =
                key.compareTo(BigInteger.ONE) > 0
                        && key.compareTo(PRIME.subtract(BigInteger.ONE)) < 0;
        return sound ? Optional.of(padded(key.modPow(exponent, PRIME))) : Optional.empty();
    }

    private static byte[] padded(BigInteger number) {
        var padded = new byte[KEY_LENGTH];
        var bytes = number.toByteArray();
        int length = Math.min(bytes.length, KEY_LENGTH);
        System.arraycopy(bytes, bytes.length - length, padded, KEY_LENGTH - length, length);
        return padded;
    }
}
