package io.seedpod.tracker.swarm.memory;

import io.seedpod.tracker.swarm.HandOut;

/// Peers of one address family in a row without gaps, in one `long[]`.
///
/// A record is one word for IPv4 and three for IPv6 (address first), its last word being
///
/// ```
/// bits    field
/// 63-32   address       IPv4; 0 for IPv6
/// 31-16   port          never 0
/// 15-14   kind          of the lifetime it was given, see Lifetimes
/// 13-0    expiry        second, modulo 2^14
/// ```
///
/// Address and port together, the upper 48 bits of the last word, are a peer's `key`.
final class PeerRecords {
    static final int V4_WORDS = 1;
    static final int V6_WORDS = 3;

    private static final long[] NOTHING = {};
    private static final int LEAST_ROOM = 4;
    private static final int KEY_SHIFT = 16;
    private static final int KIND_SHIFT = 14;
    private static final long EXPIRY_MASK = (1 << KIND_SHIFT) - 1;
    private static final long LEASE_MASK = (1 << KEY_SHIFT) - 1;
    private static final int EXPIRY_SPARE_BITS = Integer.SIZE - KIND_SHIFT;

    private final int words;
    private final long seed;
    private long[] values = NOTHING;

    /// @param seed of the hashes, so that nobody can choose addresses that all hash alike
    PeerRecords(int words, long seed) {
        this.words = words;
        this.seed = seed;
    }

    /// For how many records there is room.
    int room() {
        return values.length / words;
    }

    /// Makes room for one more than `size` if there is none, half as much again if there are many.
    boolean grow(int size) {
        if (size < room()) {
            return false;
        }
        resize(size, Math.max(LEAST_ROOM, size + size / 2));
        return true;
    }

    /// Gives room back if three quarters of it are unused.
    boolean shrink(int size) {
        if (room() <= LEAST_ROOM || size * 4L > room()) {
            return false;
        }
        resize(size, Math.max(LEAST_ROOM, size * 2));
        return true;
    }

    private void resize(int size, int newRoom) {
        var resized = new long[newRoom * words];
        System.arraycopy(values, 0, resized, 0, size * words);
        values = resized;
    }

    /// A record without a lease.
    void set(int place, long high, long low, long key) {
        if (words == V6_WORDS) {
            values[place * V6_WORDS] = high;
            values[place * V6_WORDS + 1] = low;
        }
        values[last(place)] = key << KEY_SHIFT;
    }

    void setLease(int place, long expirySecond, int kind) {
        int at = last(place);
        values[at] =
                (values[at] & ~LEASE_MASK)
                        | (long) kind << KIND_SHIFT
                        | (expirySecond & EXPIRY_MASK);
    }

    boolean is(int place, long high, long low, long key) {
        return values[last(place)] >>> KEY_SHIFT == key
                && (words == V4_WORDS
                        || (values[place * V6_WORDS] == high
                                && values[place * V6_WORDS + 1] == low));
    }

    /// Seconds until the expiry, which is never further away than half of what 14 bits count.
    int remaining(int place, long nowSeconds) {
        return remaining(values[last(place)], nowSeconds);
    }

    private static int remaining(long lastWord, long nowSeconds) {
        return (int) (lastWord - nowSeconds) << EXPIRY_SPARE_BITS >> EXPIRY_SPARE_BITS;
    }

    void swap(int one, int other) {
        for (int word = 0; word < words; word++) {
            long kept = values[one * words + word];
            values[one * words + word] = values[other * words + word];
            values[other * words + word] = kept;
        }
    }

    /// Hands out the peer at a place unless its lifetime has ended.
    ///
    /// @param lifetimes those of `Lifetimes`
    boolean handOut(int place, long nowSeconds, long lifetimes, HandOut target) {
        long value = values[last(place)];
        int remaining = remaining(value, nowSeconds);
        if (remaining <= 0) {
            return false;
        }
        boolean silent = Lifetimes.isSilent(lifetimes, (int) (value >>> KIND_SHIFT) & 3, remaining);
        if (words == V4_WORDS) {
            target.addV4(value >>> KEY_SHIFT, silent);
        } else {
            int port = (int) (value >>> KEY_SHIFT) & 0xffff;
            target.addV6(values[place * V6_WORDS], values[place * V6_WORDS + 1], port, silent);
        }
        return true;
    }

    boolean show(int place, PeerTable.Visitor visitor) {
        long value = values[last(place)];
        return visitor.peer(
                words == V6_WORDS ? values[place * V6_WORDS] : 0,
                words == V6_WORDS ? values[place * V6_WORDS + 1] : 0,
                (int) (value >>> 32),
                (int) (value >>> 16) & 0xffff,
                place);
    }

    int hash(int place) {
        long key = values[last(place)] >>> KEY_SHIFT;
        return words == V4_WORDS
                ? hash(0, 0, key)
                : hash(values[place * V6_WORDS], values[place * V6_WORDS + 1], key);
    }

    int hash(long high, long low, long key) {
        long mixed = (key ^ seed) * 0x9e3779b97f4a7c15L;
        if (words == V6_WORDS) {
            mixed = (mixed ^ mixed >>> 29 ^ high) * 0xbf58476d1ce4e5b9L;
            mixed = (mixed ^ mixed >>> 32 ^ low) * 0x94d049bb133111ebL;
        }
        mixed ^= mixed >>> 32;
        mixed *= 0xd6e8feb86659fd93L;
        return (int) (mixed >>> 32);
    }

    private int last(int place) {
        return place * words + words - 1;
    }
}
