package io.seedpod.model.wire.mse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// One direction of an encrypted stream: RC4, changing bytes where they lie. The same call encrypts
/// and decrypts. Not thread-safe.
///
/// RC4 keeps no secret from anybody who tries; see the package.
public final class Rc4 {
    // A permutation of 0..255 is walked through; each step swaps two places and gives one byte of
    // key stream. Ours and not the JDK's "ARCFOUR": that one works on arrays alone, so direct
    // buffers are copied in and out, and takes half as long again (docs/adr/0036).
    private static final int PLACES = 256;
    private static final int MASK = PLACES - 1;

    /// The first bytes of key stream tell of the key: MSE throws them away.
    private static final int DISCARDED = 1024;

    private final int[] places = new int[PLACES];
    private int first;
    private int second;

    /// A stream from its beginning, as RC4 itself is defined.
    ///
    /// @param key 1 to 256 bytes
    Rc4(byte[] key) {
        for (int i = 0; i < PLACES; i++) {
            places[i] = i;
        }
        int other = 0;
        for (int i = 0; i < PLACES; i++) {
            int place = places[i];
            other = (other + place + key[i % key.length]) & MASK;
            places[i] = places[other];
            places[other] = place;
        }
    }

    /// A stream as MSE uses it: 1,024 bytes into the key stream.
    static Rc4 ofStream(byte[] key) {
        var stream = new Rc4(key);
        stream.skip(DISCARDED);
        return stream;
    }

    /// Changes the bytes from the buffer's position to its limit; both stay.
    public void apply(ByteBuffer bytes) {
        apply(bytes, bytes.position(), bytes.remaining());
    }

    void apply(byte[] bytes) {
        apply(ByteBuffer.wrap(bytes));
    }

    void skip(int count) {
        for (int i = 0; i < count; i++) {
            nextByte();
        }
    }

    private void apply(ByteBuffer bytes, int from, int count) {
        boolean bigEndian = bytes.order() == ByteOrder.BIG_ENDIAN;
        int at = from;
        for (int end = from + count - Long.BYTES; at <= end; at += Long.BYTES) {
            long word = nextWord();
            bytes.putLong(at, bytes.getLong(at) ^ (bigEndian ? word : Long.reverseBytes(word)));
        }
        for (; at < from + count; at++) {
            bytes.put(at, (byte) (bytes.get(at) ^ nextByte()));
        }
    }

    /// Eight bytes of key stream, the first of them highest: a word at a time is a third faster.
    private long nextWord() {
        int[] here = places;
        int one = first;
        int two = second;
        long word = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            one = (one + 1) & MASK;
            int low = here[one];
            two = (two + low) & MASK;
            int high = here[two];
            here[one] = high;
            here[two] = low;
            word = (word << Byte.SIZE) | here[(low + high) & MASK];
        }
        first = one;
        second = two;
        return word;
    }

    private int nextByte() {
        first = (first + 1) & MASK;
        int low = places[first];
        second = (second + low) & MASK;
        int high = places[second];
        places[first] = high;
        places[second] = low;
        return places[(low + high) & MASK];
    }
}
