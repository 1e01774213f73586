package io.seedpod.tracker.swarm.memory;

import io.seedpod.tracker.swarm.HandOut;

/// The peers of one swarm, one kind (seeders or leechers) and one address family, in one `long[]`.
///
/// A record is one word for IPv4 and three for IPv6 (address first), its last word being
///
/// ```
/// bits    field
/// 63-32   address       IPv4; 0 for IPv6
/// 31-16   port          never 0, so that a word of 0 is a free place
/// 15-1    expiry        second, modulo 2^15
///     0   turn          which round the peer was last handed out in, modulo 2
/// ```
///
/// Not safe for threads: the stripe's lock guards it.
final class PeerTable {
    // Open addressing with linear probing; a removal shifts the records behind it back, so there
    // are no tombstones.  Handing out in turn: a cursor walks the places, taking those whose turn
    // bit differs from the round's and setting it. When a lap finds no more, the round's bit
    // flips and everybody may be taken again. The bit travels with the record, so growing,
    // shifting and refreshing cannot break the order: in each round each peer that is not the
    // asker is taken exactly once. O(wanted) a reply, plus one walk of the table per round.
    static final int V4_WORDS = 1;
    static final int V6_WORDS = 3;

    private static final int MIN_CAPACITY = 4;
    private static final long[] NOTHING = {};
    private static final int EXPIRY_MASK = 0x7fff;
    private static final long STATE_MASK = 0xffff;

    private final int words;
    private final long seed;
    private long[] places = NOTHING;
    private int capacity;
    private int size;
    private int cursor;
    private int round;
    private long earliestExpiry = Long.MAX_VALUE;
    private PeerDetails details;

    PeerTable(int words, long seed, PeerDetails details) {
        this.words = words;
        this.seed = seed;
        this.details = details;
    }

    int size() {
        return size;
    }

    /// The place of a peer, -1 if it is not here.
    int find(long high, long low, long key) {
        if (size == 0) {
            return -1;
        }
        int place = home(high, low, key);
        while (true) {
            long state = state(place);
            if (state == 0) {
                return -1;
            }
            if (state >>> 16 == key && isAddress(place, high, low)) {
                return place;
            }
            place = next(place);
        }
    }

    boolean isExpired(int place, long nowSeconds) {
        return remaining(state(place), nowSeconds) <= 0;
    }

    /// Enters a peer that is not here, at the end of the current round's queue.
    ///
    /// @return its place
    int insert(long high, long low, long key, long expirySeconds) {
        if ((size + 1) * 4L > capacity * 3L) {
            resize(Math.max(MIN_CAPACITY, capacity * 2));
        }
        int place = home(high, low, key);
        while (state(place) != 0) {
            place = next(place);
        }
        if (words == V6_WORDS) {
            places[place * V6_WORDS] = high;
            places[place * V6_WORDS + 1] = low;
        }
        setState(place, (key << 16) | (round ^ 1));
        size++;
        refresh(place, expirySeconds);
        return place;
    }

    void refresh(int place, long expirySeconds) {
        setState(place, (state(place) & ~(STATE_MASK ^ 1)) | ((expirySeconds & EXPIRY_MASK) << 1));
        earliestExpiry = Math.min(earliestExpiry, expirySeconds);
    }

    void remove(int place) {
        shiftBackOver(place);
        size--;
        if (capacity > MIN_CAPACITY && size * 8 < capacity) {
            resize(Math.max(MIN_CAPACITY, capacity / 2));
        }
    }

    /// Hands out up to `wanted` peers, each once, leaving out the one at place `asker` (-1:
    /// nobody).
    ///
    /// @param taken room for `wanted` places
    void handOut(int wanted, int asker, long nowSeconds, HandOut target, int[] taken) {
        if (wanted <= 0 || size == 0) {
            return;
        }
        int first = lap(wanted, asker, nowSeconds, target, taken, 0);
        if (first == wanted || first == size) {
            return;
        }
        // The rest belongs to the next round; those of this reply must not come in it twice.
        round ^= 1;
        flipTurns(taken, first);
        lap(wanted, asker, nowSeconds, target, taken, first);
        flipTurns(taken, first);
    }

    private int lap(
            int wanted, int asker, long nowSeconds, HandOut target, int[] taken, int already) {
        int count = already;
        for (int steps = 0; steps < capacity && count < wanted; steps++) {
            int place = cursor;
            cursor = next(cursor);
            long state = state(place);
            if (state != 0
                    && (state & 1) != round
                    && place != asker
                    && remaining(state, nowSeconds) > 0) {
                setState(place, state ^ 1);
                taken[count++] = place;
                add(place, state, target);
            }
        }
        return count;
    }

    private void flipTurns(int[] taken, int count) {
        for (int i = 0; i < count; i++) {
            setState(taken[i], state(taken[i]) ^ 1);
        }
    }

    private void add(int place, long state, HandOut target) {
        int port = (int) (state >>> 16) & 0xffff;
        if (words == V4_WORDS) {
            target.addV4((int) (state >>> 32), port);
        } else {
            target.addV6(places[place * V6_WORDS], places[place * V6_WORDS + 1], port);
        }
    }

    /// Removes the peers whose lifetime has ended.
    int sweep(long nowSeconds) {
        if (nowSeconds < earliestExpiry) {
            return 0;
        }
        int before = size;
        long earliest = Long.MAX_VALUE;
        for (int place = 0; place < capacity; ) {
            long state = state(place);
            int remaining = state == 0 ? 1 : remaining(state, nowSeconds);
            if (remaining <= 0) {
                shiftBackOver(place);
                size--;
                continue;
            }
            if (state != 0) {
                earliest = Math.min(earliest, nowSeconds + remaining);
            }
            place++;
        }
        earliestExpiry = earliest;
        while (capacity > MIN_CAPACITY && size * 8 < capacity) {
            resize(Math.max(MIN_CAPACITY, capacity / 2));
        }
        return before - size;
    }

    interface Visitor {
        /// @return whether to go on
        boolean peer(long high, long low, int address, int port, int place);
    }

    void forEach(long nowSeconds, Visitor visitor) {
        for (int place = 0; place < capacity; place++) {
            long state = state(place);
            if (state == 0 || remaining(state, nowSeconds) <= 0) {
                continue;
            }
            long high = words == V6_WORDS ? places[place * V6_WORDS] : 0;
            long low = words == V6_WORDS ? places[place * V6_WORDS + 1] : 0;
            if (!visitor.peer(
                    high, low, (int) (state >>> 32), (int) (state >>> 16) & 0xffff, place)) {
                return;
            }
        }
    }

    PeerDetails details() {
        return details;
    }

    void dropDetails() {
        details.release();
    }

    /// Seconds until the expiry: the low 15 bits, read as a signed number.
    private static int remaining(long state, long nowSeconds) {
        int difference = (int) (state >>> 1) - (int) nowSeconds;
        return difference << 17 >> 17;
    }

    private void shiftBackOver(int removed) {
        int hole = removed;
        int place = hole;
        while (true) {
            place = next(place);
            if (state(place) == 0) {
                break;
            }
            int home = homeOf(place);
            // The record may move back unless its home lies cyclically in (hole, place].
            boolean stays =
                    hole <= place ? hole < home && home <= place : hole < home || home <= place;
            if (!stays) {
                move(place, hole);
                hole = place;
            }
        }
        setState(hole, 0);
    }

    private void move(int from, int to) {
        System.arraycopy(places, from * words, places, to * words, words);
        details.move(from, to);
    }

    private void resize(int newCapacity) {
        long[] old = places;
        int oldCapacity = capacity;
        var oldDetails = details;
        details = details.resized(newCapacity);
        places = new long[newCapacity * words];
        capacity = newCapacity;
        // The walk goes on about where it was; the turn bits keep it right wherever it is.
        cursor = oldCapacity == 0 ? 0 : (int) ((long) cursor * newCapacity / oldCapacity);
        for (int from = 0; from < oldCapacity; from++) {
            long state = old[from * words + words - 1];
            if (state == 0) {
                continue;
            }
            long high = words == V6_WORDS ? old[from * V6_WORDS] : 0;
            long low = words == V6_WORDS ? old[from * V6_WORDS + 1] : 0;
            int place = home(high, low, state >>> 16);
            while (state(place) != 0) {
                place = next(place);
            }
            System.arraycopy(old, from * words, places, place * words, words);
            details.copy(oldDetails, from, place);
        }
        oldDetails.release();
    }

    private int homeOf(int place) {
        int at = place * words;
        return words == V4_WORDS
                ? home(0, 0, places[at] >>> 16)
                : home(places[at], places[at + 1], places[at + 2] >>> 16);
    }

    /// Where a peer belongs; seeded, so that nobody can choose addresses that all land together.
    private int home(long high, long low, long key) {
        long mixed = (key ^ seed) * 0x9e3779b97f4a7c15L;
        if (words == V6_WORDS) {
            mixed = (mixed ^ mixed >>> 29 ^ high) * 0xbf58476d1ce4e5b9L;
            mixed = (mixed ^ mixed >>> 32 ^ low) * 0x94d049bb133111ebL;
        }
        mixed ^= mixed >>> 32;
        mixed *= 0xd6e8feb86659fd93L;
        return (int) (mixed >>> 32) & capacity - 1;
    }

    private int next(int place) {
        return place + 1 & capacity - 1;
    }

    private long state(int place) {
        return places[place * words + words - 1];
    }

    private void setState(int place, long state) {
        places[place * words + words - 1] = state;
    }

    private boolean isAddress(int place, long high, long low) {
        return words == V4_WORDS
                || (places[place * V6_WORDS] == high && places[place * V6_WORDS + 1] == low);
    }
}
