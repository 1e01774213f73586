package io.seedpod.tracker.swarm.memory;

import io.seedpod.tracker.swarm.HandOut;

/// Peers of one address family in a row without gaps, in chunks of 32 that stay where they are: a
/// table that grows by copying leaves twice its size of garbage, which no collection of the young
/// finds.
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

    private static final long[][] NONE = {};
    private static final int KEY_SHIFT = 16;
    private static final int KIND_SHIFT = 14;
    private static final long EXPIRY_MASK = (1 << KIND_SHIFT) - 1;
    private static final long LEASE_MASK = (1 << KEY_SHIFT) - 1;
    private static final int EXPIRY_SPARE_BITS = Integer.SIZE - KIND_SHIFT;

    private final int words;
    private final long seed;
    // The first is shorter than the others while it is the only one; others are NOTHING until used.
    private long[][] chunks = NONE;
    private int room;

    /// @param seed of the hashes, so that nobody can choose addresses that all hash alike
    PeerRecords(int words, long seed) {
        this.words = words;
        this.seed = seed;
    }

    /// For how many records there is room.
    int room() {
        return room;
    }

    /// Makes room for one more than `size` if there is none.
    boolean grow(int size) {
        if (size < room) {
            return false;
        }
        resize(size, Room.above(size));
        return true;
    }

    /// Gives room back if three quarters of it are unused.
    boolean shrink(int size) {
        if (room <= Room.LEAST || size * 4L > room) {
            return false;
        }
        resize(size, Room.of(size * 2));
        return true;
    }

    private void resize(int size, int newRoom) {
        chunks = Room.resized(chunks, size, newRoom, words);
        room = newRoom;
    }

    /// A record without a lease.
    void set(int place, long high, long low, long key) {
        int chunk = place >>> Room.CHUNK_SHIFT;
        if (chunks[chunk].length == 0) {
            chunks[chunk] = new long[Room.CHUNK * words];
        }
        var values = chunks[chunk];
        int at = at(place);
        if (words == V6_WORDS) {
            values[at] = high;
            values[at + 1] = low;
        }
        values[at + words - 1] = key << KEY_SHIFT;
    }

    void setLease(int place, long expirySecond, int kind) {
        var values = chunk(place);
        int at = at(place) + words - 1;
        values[at] =
                (values[at] & ~LEASE_MASK)
                        | (long) kind << KIND_SHIFT
                        | (expirySecond & EXPIRY_MASK);
    }

    boolean is(int place, long high, long low, long key) {
        var values = chunk(place);
        int at = at(place);
        return values[at + words - 1] >>> KEY_SHIFT == key
                && (words == V4_WORDS || (values[at] == high && values[at + 1] == low));
    }

    /// Seconds until the expiry, which is never further away than half of what 14 bits count.
    int remaining(int place, long nowSeconds) {
        return remaining(last(place), nowSeconds);
    }

    private static int remaining(long lastWord, long nowSeconds) {
        return (int) (lastWord - nowSeconds) << EXPIRY_SPARE_BITS >> EXPIRY_SPARE_BITS;
    }

    void swap(int one, int other) {
        Room.swap(chunk(one), at(one), chunk(other), at(other), words);
    }

    /// Hands out the peer at a place unless its lifetime has ended.
    ///
    /// @param lifetimes those of `Lifetimes`
    boolean handOut(int place, long nowSeconds, long lifetimes, HandOut target) {
        var values = chunk(place);
        int at = at(place);
        long value = values[at + words - 1];
        int remaining = remaining(value, nowSeconds);
        if (remaining <= 0) {
            return false;
        }
        boolean silent = Lifetimes.isSilent(lifetimes, (int) (value >>> KIND_SHIFT) & 3, remaining);
        if (words == V4_WORDS) {
            target.addV4(value >>> KEY_SHIFT, silent);
        } else {
            int port = (int) (value >>> KEY_SHIFT) & 0xffff;
            target.addV6(values[at], values[at + 1], port, silent);
        }
        return true;
    }

    boolean show(int place, PeerTable.Visitor visitor) {
        var values = chunk(place);
        int at = at(place);
        long value = values[at + words - 1];
        return visitor.peer(
                words == V6_WORDS ? values[at] : 0,
                words == V6_WORDS ? values[at + 1] : 0,
                (int) (value >>> 32),
                (int) (value >>> 16) & 0xffff,
                place);
    }

    int hash(int place) {
        var values = chunk(place);
        int at = at(place);
        long key = values[at + words - 1] >>> KEY_SHIFT;
        return words == V4_WORDS ? hash(0, 0, key) : hash(values[at], values[at + 1], key);
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

    private long[] chunk(int place) {
        return chunks[place >>> Room.CHUNK_SHIFT];
    }

    /// Where in its chunk a record begins.
    private int at(int place) {
        return (place & Room.CHUNK - 1) * words;
    }

    private long last(int place) {
        return chunk(place)[at(place) + words - 1];
    }
}
