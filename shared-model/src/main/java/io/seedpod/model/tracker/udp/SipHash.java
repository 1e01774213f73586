package io.seedpod.model.tracker.udp;

/// SipHash-2-4 (Aumasson and Bernstein): a 64-bit keyed MAC for short inputs. Two rounds per 8
/// bytes of input and four at the end; words are little-endian.
final class SipHash {
    static final int KEY_LENGTH = 16;

    private final long k0;
    private final long k1;

    SipHash(byte[] key) {
        if (key.length != KEY_LENGTH) {
            throw new IllegalArgumentException(
                    "key of " + key.length + " bytes (expected: " + KEY_LENGTH + ")");
        }
        k0 = word(key, 0, 8);
        k1 = word(key, 8, 8);
    }

    /// The MAC of any bytes.
    long mac(byte[] input) {
        var state = new State(k0, k1);
        int whole = input.length & ~7;
        for (int at = 0; at < whole; at += 8) {
            state.take(word(input, at, 8));
        }
        return state.end(word(input, whole, input.length - whole), input.length);
    }

    /// The MAC of three words, as if they were 24 bytes.
    long mac(long first, long second, long third) {
        var state = new State(k0, k1);
        state.take(first);
        state.take(second);
        state.take(third);
        return state.end(0, 24);
    }

    private static long word(byte[] bytes, int at, int length) {
        long word = 0;
        for (int i = 0; i < length; i++) {
            word |= (bytes[at + i] & 0xFFL) << (8 * i);
        }
        return word;
    }

    /// Four words of state; short-lived, so that the compiler keeps it in registers.
    private static final class State {
        private long v0;
        private long v1;
        private long v2;
        private long v3;

        State(long k0, long k1) {
            v0 = k0 ^ 0x736f6d6570736575L;
            v1 = k1 ^ 0x646f72616e646f6dL;
            v2 = k0 ^ 0x6c7967656e657261L;
            v3 = k1 ^ 0x7465646279746573L;
        }

        void take(long word) {
            v3 ^= word;
            round();
            round();
            v0 ^= word;
        }

        long end(long rest, int length) {
            take(rest | ((long) length << 56));
            v2 ^= 0xFF;
            round();
            round();
            round();
            round();
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void round() {
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
