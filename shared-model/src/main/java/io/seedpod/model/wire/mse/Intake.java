package io.seedpod.model.wire.mse;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Gathers one field after the other from a stream that comes in parts, taking no byte too many.
final class Intake {
    private final byte[] bytes = new byte[KeyExchange.KEY_LENGTH];
    private int length;
    private int skipped;

    /// Whether a field of so many bytes is complete; [#take] it then.
    boolean has(int count, ByteBuffer source) {
        int taken = Math.min(count - length, source.remaining());
        source.get(bytes, length, taken);
        length += taken;
        return length == count;
    }

    byte[] take() {
        var field = Arrays.copyOf(bytes, length);
        length = 0;
        return field;
    }

    /// Whether the mark has come; what is before it is forgotten. Ask [#isBeyond] as well.
    boolean finds(byte[] mark, ByteBuffer source) {
        while (source.hasRemaining() && !isBeyond(MseHandshake.MAX_PADDING)) {
            bytes[length++] = source.get();
            if (length == mark.length) {
                if (Arrays.equals(bytes, 0, length, mark, 0, length)) {
                    length = 0;
                    return true;
                }
                System.arraycopy(bytes, 1, bytes, 0, --length);
                skipped++;
            }
        }
        return false;
    }

    /// More than so many bytes came before the mark.
    boolean isBeyond(int count) {
        return skipped > count;
    }

    /// Whether so many bytes of no meaning have passed; they are applied to the cipher.
    boolean passes(int count, ByteBuffer source, Rc4 cipher) {
        int passing = Math.min(count - length, source.remaining());
        source.position(source.position() + passing);
        cipher.skip(passing);
        length += passing;
        if (length < count) {
            return false;
        }
        length = 0;
        return true;
    }
}
