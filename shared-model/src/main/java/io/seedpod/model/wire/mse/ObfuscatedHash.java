package io.seedpod.model.wire.mse;

import io.seedpod.model.id.InfoHash;

/// The SHA-1 of `req2` and an infohash: by it the one who answers finds which of its torrents a
/// stranger means, without the infohash being sent. 20 bytes, big-endian.
public record ObfuscatedHash(long high, long middle, int low) {
    public static ObfuscatedHash of(InfoHash infoHash) {
        return of(Hashes.sha1("req2", infoHash.bytes()));
    }

    private static ObfuscatedHash of(byte[] twenty) {
        var read = InfoHash.of(twenty);
        return new ObfuscatedHash(read.high(), read.middle(), read.low());
    }

    /// As it goes over the wire, and back: exclusive or with the SHA-1 of `req3` and the secret.
    static byte[] masked(byte[] twenty, byte[] secret) {
        var mask = Hashes.sha1("req3", secret);
        var masked = new byte[twenty.length];
        for (int i = 0; i < masked.length; i++) {
            masked[i] = (byte) (twenty[i] ^ mask[i]);
        }
        return masked;
    }

    static ObfuscatedHash unmasked(byte[] received, byte[] secret) {
        return of(masked(received, secret));
    }

    byte[] bytes() {
        return new InfoHash(high, middle, low).bytes();
    }
}
