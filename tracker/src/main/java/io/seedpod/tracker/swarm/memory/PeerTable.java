package io.seedpod.tracker.swarm.memory;

import io.seedpod.tracker.swarm.HandOut;
import java.util.concurrent.atomic.AtomicInteger;

/// The peers of one swarm, one kind (seeders or leechers) and one address family.
///
/// Not safe for threads: the stripe's lock guards it.
final class PeerTable {
    // Handing out in turn: the records stand in a row, and those before the cursor have been handed
    // out in this round. A reply takes the next ones; at the end of the row a new round begins. So
    // in each round each peer that is not the asker is taken exactly once, whoever comes and goes:
    // who comes stands at the end, not yet taken; the gap of who goes is closed by one that has had
    // its turn if he had, else by one that has not. An asker that is passed over keeps its turn.
    // O(wanted) a reply.
    /// Without peers, for ever: what a swarm has in place of tables that it does not need.
    static final PeerTable NONE =
            new PeerTable(PeerRecords.V4_WORDS, 0, PeerDetails.none(new AtomicInteger()));

    private final PeerRecords records;
    private final PlaceIndex index;
    private int size;
    private int cursor;
    private long earliestExpiry = Long.MAX_VALUE;
    private PeerDetails details;

    PeerTable(int words, long seed, PeerDetails details) {
        records = new PeerRecords(words, seed);
        index = new PlaceIndex(records);
        this.details = details;
    }

    int size() {
        return size;
    }

    /// The place of a peer, -1 if it is not here. Good until the next change.
    int find(long high, long low, long key) {
        return size == 0 ? -1 : index.find(high, low, key);
    }

    boolean isExpired(int place, long nowSeconds) {
        return records.remaining(place, nowSeconds) <= 0;
    }

    /// Enters a peer that is not here, at the end of the current round's queue.
    ///
    /// @return its place
    int insert(long high, long low, long key, long expirySecond) {
        if (records.grow(size)) {
            afterResize();
        }
        records.set(size, high, low, key, expirySecond);
        earliestExpiry = Math.min(earliestExpiry, expirySecond);
        index.add(size);
        return size++;
    }

    void refresh(int place, long expirySecond) {
        records.setExpiry(place, expirySecond);
        earliestExpiry = Math.min(earliestExpiry, expirySecond);
    }

    void remove(int place) {
        takeOut(place);
        shrink();
    }

    private void takeOut(int place) {
        index.remove(place);
        int gap = place;
        if (gap < cursor) {
            cursor--;
            move(cursor, gap);
            gap = cursor;
        }
        size--;
        move(size, gap);
        if (cursor == size) {
            // The last of the round has gone: who comes now is one of the next.
            cursor = 0;
        }
    }

    private void move(int from, int to) {
        if (from != to) {
            index.move(from, to);
            records.copy(from, to);
            details.copy(details, from, to);
        }
    }

    private void shrink() {
        if (records.shrink(size)) {
            afterResize();
        }
    }

    private void afterResize() {
        index.rebuild(size, records.room());
        var before = details;
        details = before.resized(records.room());
        for (int place = 0; place < size; place++) {
            details.copy(before, place, place);
        }
        before.release();
    }

    /// Hands out up to `wanted` peers, each once, leaving out the one at place `asker` (-1:
    /// nobody), whose place changes.
    void handOut(int wanted, int asker, long nowSeconds, HandOut target) {
        if (wanted <= 0 || size == 0) {
            return;
        }
        int next = cursor;
        int left = wanted;
        boolean passedOver = false;
        for (int seen = 0; seen < size && left > 0; seen++) {
            if (next == size) {
                next = 0;
            }
            if (next == asker) {
                passedOver = true;
            } else if (records.remaining(next, nowSeconds) > 0) {
                records.add(next, target);
                left--;
            }
            next++;
        }
        cursor = next == size ? 0 : next;
        if (passedOver) {
            keepTurn(asker, next);
        }
    }

    /// Has a peer that was passed over be the next of all.
    private void keepTurn(int asker, int next) {
        // Among those taken it changes places with the last of them; else it was passed over
        // before the round ended, and comes first of those who wait.
        int first = asker < next ? next - 1 : next;
        if (first != asker) {
            index.swap(asker, first);
            records.swap(asker, first);
            details.swap(asker, first);
        }
        cursor = first;
    }

    /// Removes the peers whose lifetime has ended.
    int sweep(long nowSeconds) {
        if (nowSeconds < earliestExpiry) {
            return 0;
        }
        int before = size;
        long earliest = Long.MAX_VALUE;
        for (int place = 0; place < size; ) {
            int remaining = records.remaining(place, nowSeconds);
            if (remaining <= 0) {
                takeOut(place);
            } else {
                earliest = Math.min(earliest, nowSeconds + remaining);
                place++;
            }
        }
        earliestExpiry = earliest;
        shrink();
        return before - size;
    }

    interface Visitor {
        /// @return whether to go on
        boolean peer(long high, long low, int address, int port, int place);
    }

    void forEach(long nowSeconds, Visitor visitor) {
        for (int place = 0; place < size; place++) {
            if (!isExpired(place, nowSeconds) && !records.show(place, visitor)) {
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
}
