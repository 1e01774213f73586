package io.seedpod.model.id;

import java.util.Arrays;
import java.util.zip.CRC32C;

/// How much two peers should care for a connection between them when neither can keep all (BEP
/// 40): both compute the same number, and nobody can choose his own.
public final class CanonicalPriority {
    // CRC32-C of both addresses in order, each cut to what its network tells: the nearer the two
    // are, the more of it counts. Of one address, the two ports instead.
    private static final byte HALF = 0x55;
    private static final int V4_WHOLE = 2;
    private static final int V6_WHOLE = 6;

    private CanonicalPriority() {}

    /// Unsigned; 0 if one is IPv4 and the other IPv6.
    public static int of(PeerEndpoint first, PeerEndpoint second) {
        byte[] one = first.addressBytes();
        byte[] other = second.addressBytes();
        if (one.length != other.length) {
            return 0;
        }
        if (Arrays.equals(one, other)) {
            return crc(port(first), port(second));
        }
        int whole = one.length == 4 ? V4_WHOLE : V6_WHOLE;
        while (whole < one.length && Arrays.equals(one, 0, whole, other, 0, whole)) {
            whole++;
        }
        return crc(masked(one, whole), masked(other, whole));
    }

    private static byte[] masked(byte[] address, int whole) {
        byte[] masked = address.clone();
        for (int i = whole; i < masked.length; i++) {
            masked[i] &= HALF;
        }
        return masked;
    }

    private static byte[] port(PeerEndpoint endpoint) {
        return new byte[] {(byte) (endpoint.port() >>> 8), (byte) endpoint.port()};
    }

    private static int crc(byte[] one, byte[] other) {
        boolean inOrder = Arrays.compareUnsigned(one, other) <= 0;
        var crc = new CRC32C();
        crc.update(inOrder ? one : other);
        crc.update(inOrder ? other : one);
        return (int) crc.getValue();
    }
}
