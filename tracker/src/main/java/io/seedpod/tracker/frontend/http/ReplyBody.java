package io.seedpod.tracker.frontend.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/// The body of a reply, in an array that grows and is used again. One thread.
public final class ReplyBody {
    /// Room for a compact reply of 200 IPv4 peers.
    private static final int USUAL = 2_048;

    private byte[] bytes = new byte[USUAL];
    private int length;

    ReplyBody() {}

    /// The bytes, of which the first [#length] count. Borrowed: good until the next reply.
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /// A copy to keep.
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    void clear() {
        length = 0;
    }

    ReplyBody put(byte[] other) {
        return put(other, other.length);
    }

    ReplyBody put(byte[] other, int count) {
        reserve(count);
        System.arraycopy(other, 0, bytes, length, count);
        length += count;
        return this;
    }

    /// Text of ISO 8859-1.
    ReplyBody put(String text) {
        return put(text.getBytes(ISO_8859_1));
    }

    /// A number in decimal digits, at least 0.
    ReplyBody putDecimal(int number) {
        reserve(10);
        int digits = 1;
        for (int rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int rest = number;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    ReplyBody putByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /// Two bytes, big-endian.
    ReplyBody putShort(int value) {
        reserve(2);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
        return this;
    }

    /// Four bytes, big-endian.
    ReplyBody putInt(int value) {
        return putShort(value >>> 16).putShort(value);
    }

    /// Eight bytes, big-endian.
    ReplyBody putLong(long value) {
        return putInt((int) (value >>> 32)).putInt((int) value);
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
    }
}
