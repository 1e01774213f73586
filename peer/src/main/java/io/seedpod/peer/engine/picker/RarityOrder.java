package io.seedpod.peer.engine.picker;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The pieces that may be opened, rarest first, equals in random order.
///
/// Availability counts leechers only: seeders have everything and change no order.
final class RarityOrder {
    // One array holds the listed pieces bucket by bucket; bucket a (availability a) is [start[a],
    // start[a + 1]). A piece moves to the neighbouring bucket by two swaps and one moved border; a
    // move across k buckets costs k swaps. Invariant: order[position[p]] == p for every listed
    // piece, position[p] == -1 for the others.
    private static final int ABSENT = -1;

    private final int[] order;
    private final int[] position;
    private final int[] availability;
    private final RandomGenerator random;
    private int[] start = new int[8];
    private int size;

    RarityOrder(int pieceCount, RandomGenerator random) {
        this.order = new int[pieceCount];
        this.position = new int[pieceCount];
        this.availability = new int[pieceCount];
        this.random = random;
        Arrays.fill(position, ABSENT);
    }

    int size() {
        return size;
    }

    int pieceAt(int index) {
        return order[index];
    }

    int availability(int pieceIndex) {
        return availability[pieceIndex];
    }

    /// Whether some listed piece is had by no leecher.
    boolean hasUnavailable() {
        return end(0) > 0;
    }

    boolean contains(int pieceIndex) {
        return position[pieceIndex] != ABSENT;
    }

    /// Lists a piece that is not listed.
    void add(int pieceIndex) {
        int bucket = availability[pieceIndex];
        int hole = size++;
        for (int above = start.length - 1; above > bucket; above--) {
            hole = moveDown(hole, above);
        }
        place(pieceIndex, hole);
        scatter(hole, bucket);
    }

    /// Takes a listed piece out.
    void remove(int pieceIndex) {
        int hole = position[pieceIndex];
        for (int bucket = availability[pieceIndex]; bucket < start.length; bucket++) {
            int last = end(bucket) - 1;
            if (last > hole) {
                place(order[last], hole);
                hole = last;
            }
            if (bucket > availability[pieceIndex]) {
                start[bucket]--;
            }
        }
        size--;
        position[pieceIndex] = ABSENT;
    }

    void raise(int pieceIndex) {
        int bucket = availability[pieceIndex]++;
        ensureBucket(bucket + 2);
        if (contains(pieceIndex)) {
            int last = end(bucket) - 1;
            swap(position[pieceIndex], last);
            start[bucket + 1]--;
            scatter(last, bucket + 1);
        }
    }

    void lower(int pieceIndex) {
        int bucket = availability[pieceIndex]--;
        if (contains(pieceIndex)) {
            int first = start[bucket];
            swap(position[pieceIndex], first);
            start[bucket]++;
            scatter(first, bucket - 1);
        }
    }

    /// Swaps the piece at `index` with a random one of its bucket, so that arrival leaves no
    /// pattern.
    private void scatter(int index, int bucket) {
        int from = start[bucket];
        int count = end(bucket) - from;
        if (count > 1) {
            swap(index, from + random.nextInt(count));
        }
    }

    /// The bucket's first piece goes to the hole behind its last; the hole is then the border's old
    /// place.
    private int moveDown(int hole, int bucket) {
        int first = start[bucket];
        start[bucket]++;
        if (first != hole) {
            place(order[first], hole);
        }
        return first;
    }

    /// Where the bucket of an availability ends.
    int end(int bucket) {
        return bucket + 1 < start.length ? start[bucket + 1] : size;
    }

    private void ensureBucket(int bucket) {
        if (bucket >= start.length) {
            int known = start.length;
            start = Arrays.copyOf(start, Math.max(bucket + 1, 2 * known));
            Arrays.fill(start, known, start.length, size);
        }
    }

    private void swap(int first, int second) {
        int piece = order[first];
        place(order[second], first);
        place(piece, second);
    }

    private void place(int pieceIndex, int index) {
        order[index] = pieceIndex;
        position[pieceIndex] = index;
    }
}
