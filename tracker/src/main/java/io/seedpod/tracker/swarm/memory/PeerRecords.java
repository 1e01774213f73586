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
/// 15-0    expiry        second, modulo 2^16
/// ```
///
/// Address and port together, the last word without its expiry, are a peer's `key`.
final class PeerRecords {
    static final int V4_WORDS = 1;
    static final int V6_WORDS = 3;

    private static final long[] NOTHING = {};
    private static final int LEAST_ROOM = 4;
    private static final long EXPIRY_MASK = 0xffff;

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

    void set(int place, long high, long low, long key, long expirySecond) {
        if (words == V6_WORDS) {
            values[place * V6_WORDS] = high;
            values[place * V6_WORDS + 1] = low;
        }
        values[last(place)] = (key << 16) | (expirySecond & EXPIRY_MASK);
    }

    void setExpiry(int place, long expirySecond) {
        int at = last(place);
        values[at] = (values[at] & ~EXPIRY_MASK) | (expirySecond & EXPIRY_MASK);
    }

    boolean is(int place, long high, long low, long key) {
        return values[last(place)] >>> 16 == key
                && (words == V4_WORDS
                        || (values[place * V6_WORDS] == high
                                && values[place * V6_WORDS + 1] == low));
    }

    /// Seconds until the expiry, which is never further away than half of what 16 bits count.
    int remaining(int place, long nowSeconds) {
        return (short) (values[last(place)] - nowSeconds);
    }

    void copy(int from, int to) {
        System.arraycopy(values, from * words, values, to * words, words);
    }

    void swap(int one, int other) {
        for (int word = 0; word < words; word++) {
            long kept = values[one * words + word];
            values[one * words + word] = values[other * words + word];
            values[other * words + word] = kept;
        }
    }

    void add(int place, HandOut target) {
        long value = values[last(place)];
        int port = (int) (value >>> 16) & 0xffff;
        if (words == V4_WORDS) {
            target.addV4((int) (value >>> 32), port);
        } else {
            target.addV6(values[place * V6_WORDS], values[place * V6_WORDS + 1], port);
        }
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
        long key = values[last(place)] >>> 16;
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
