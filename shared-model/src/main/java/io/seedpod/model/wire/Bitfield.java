package io.seedpod.model.wire;

import java.util.Arrays;
import java.util.Optional;

/// A set of piece indexes in `[0, pieceCount)`, as the `bitfield` message carries it (BEP 3): bit 0
/// is the highest bit of byte 0. Mutable; belongs to whoever made it.
public final class Bitfield {
    private final int pieceCount;
    /// Piece `i` is bit `63 - i % 64` of word `i / 64`, so that words are the encoded bytes in
    /// order.
    private final long[] words;

    private int cardinality;

    public Bitfield(int pieceCount) {
        if (pieceCount < 0) {
            throw new IllegalArgumentException("piece count: " + pieceCount + " (expected: >= 0)");
        }
        this.pieceCount = pieceCount;
        this.words = new long[(int) ((pieceCount + 63L) / 64)];
    }

    private Bitfield(Bitfield source) {
        this.pieceCount = source.pieceCount;
        this.words = source.words.clone();
        this.cardinality = source.cardinality;
    }

    /// A bitfield with every piece set.
    public static Bitfield full(int pieceCount) {
        var bitfield = new Bitfield(pieceCount);
        bitfield.setAll();
        return bitfield;
    }

    /// Length in bytes of the encoded form.
    public static int encodedLength(int pieceCount) {
        return (int) ((pieceCount + 7L) / 8);
    }

    /// Reads the encoded form; empty if its length does not fit `pieceCount` or a spare bit is set.
    public static Optional<Bitfield> decode(byte[] encoded, int pieceCount) {
        if (pieceCount < 0 || encoded.length != encodedLength(pieceCount)) {
            return Optional.empty();
        }
        int spare = encoded.length * 8 - pieceCount;
        if (spare > 0 && (encoded[encoded.length - 1] & ((1 << spare) - 1)) != 0) {
            return Optional.empty();
        }
        var bitfield = new Bitfield(pieceCount);
        for (int i = 0; i < encoded.length; i++) {
            long octet = encoded[i] & 0xFFL;
            bitfield.words[i >>> 3] |= octet << (56 - 8 * (i & 7));
            bitfield.cardinality += Long.bitCount(octet);
        }
        return Optional.of(bitfield);
    }

    public byte[] encode() {
        var encoded = new byte[encodedLength(pieceCount)];
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = (byte) (words[i >>> 3] >>> (56 - 8 * (i & 7)));
        }
        return encoded;
    }

    public int pieceCount() {
        return pieceCount;
    }

    public boolean get(int pieceIndex) {
        check(pieceIndex);
        return (words[pieceIndex >>> 6] & mask(pieceIndex)) != 0;
    }

    /// Adds a piece; says whether it was new.
    public boolean set(int pieceIndex) {
        if (get(pieceIndex)) {
            return false;
        }
        words[pieceIndex >>> 6] |= mask(pieceIndex);
        cardinality++;
        return true;
    }

    /// Takes a piece away; says whether it was there.
    public boolean clear(int pieceIndex) {
        if (!get(pieceIndex)) {
            return false;
        }
        words[pieceIndex >>> 6] &= ~mask(pieceIndex);
        cardinality--;
        return true;
    }

    public void setAll() {
        Arrays.fill(words, -1L);
        int spare = (int) (words.length * 64L - pieceCount);
        if (spare > 0) {
            words[words.length - 1] = -1L << spare;
        }
        cardinality = pieceCount;
    }

    public void clearAll() {
        Arrays.fill(words, 0L);
        cardinality = 0;
    }

    /// Number of pieces set.
    public int cardinality() {
        return cardinality;
    }

    public boolean isFull() {
        return cardinality == pieceCount;
    }

    public boolean isEmpty() {
        return cardinality == 0;
    }

    /// First piece set at or after `from`, -1 if none.
    public int nextSet(int from) {
        return next(from, 0L);
    }

    /// First piece not set at or after `from`, -1 if none.
    public int nextClear(int from) {
        return next(from, -1L);
    }

    /// Whether `other` has a piece that this lacks. Both are of the same torrent.
    public boolean lacksAnyOf(Bitfield other) {
        checkSame(other);
        for (int i = 0; i < words.length; i++) {
            if ((other.words[i] & ~words[i]) != 0) {
                return true;
            }
        }
        return false;
    }

    public Bitfield copy() {
        return new Bitfield(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bitfield that
                && pieceCount == that.pieceCount
                && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return 31 * pieceCount + Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return "Bitfield[" + cardinality + " of " + pieceCount + "]";
    }

    private int next(int from, long flip) {
        if (from < 0) {
            throw new IndexOutOfBoundsException("from: " + from + " (expected: >= 0)");
        }
        int index = from;
        while (index < pieceCount) {
            long rest = (words[index >>> 6] ^ flip) << (index & 63);
            if (rest != 0) {
                index += Long.numberOfLeadingZeros(rest);
                return index < pieceCount ? index : -1;
            }
            index = (index | 63) + 1;
            if (index < 0) {
                return -1;
            }
        }
        return -1;
    }

    private static long mask(int pieceIndex) {
        return 1L << (63 - (pieceIndex & 63));
    }

    private void check(int pieceIndex) {
        if (pieceIndex < 0 || pieceIndex >= pieceCount) {
            throw new IndexOutOfBoundsException(
                    "piece index: " + pieceIndex + " (expected: 0.." + (pieceCount - 1) + ")");
        }
    }

    private void checkSame(Bitfield other) {
        if (other.pieceCount != pieceCount) {
            throw new IllegalArgumentException(
                    "piece count: " + other.pieceCount + " (expected: " + pieceCount + ")");
        }
    }
}
