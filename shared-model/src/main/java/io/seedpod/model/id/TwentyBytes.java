package io.seedpod.model.id;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// The 20 bytes that an infohash and a peer id are made of, as two longs and an int, big-endian.
final class TwentyBytes {
    static final int LENGTH = 20;

    private TwentyBytes() {}

    static byte[] bytes(long high, long middle, int low) {
        var bytes = new byte[LENGTH];
        write(high, middle, low, bytes, 0);
        return bytes;
    }

    static void write(long high, long middle, int low, byte[] target, int offset) {
        write(high, middle, low, ByteBuffer.wrap(target, offset, LENGTH));
    }

    static void write(long high, long middle, int low, ByteBuffer target) {
        if (target.order() == ByteOrder.BIG_ENDIAN) {
            target.putLong(high).putLong(middle).putInt(low);
        } else {
            target.putLong(Long.reverseBytes(high))
                    .putLong(Long.reverseBytes(middle))
                    .putInt(Integer.reverseBytes(low));
        }
    }

    static long longOf(ByteBuffer source) {
        long value = source.getLong();
        return source.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value);
    }

    static int intOf(ByteBuffer source) {
        int value = source.getInt();
        return source.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
    }

    static String hex(long high, long middle, int low) {
        var hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(middle) + hex.toHexDigits(low);
    }

    static void requireLength(byte[] bytes, String what) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException(
                    what + " of " + bytes.length + " bytes (expected: " + LENGTH + ")");
        }
    }
}
