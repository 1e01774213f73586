package io.seedpod.peer.net;

/// The requests of one connection that may still be answered, oldest first. Cancelled ones stay:
/// their payload may be under way. Bounded: beyond [#CAPACITY] the oldest is forgotten, and its
/// payload will count as unasked for.
///
/// Peers answer in order, so the search starts at the oldest and nearly always ends there.
final class OutstandingRequests {
    static final int CAPACITY = 4096;
    private static final int FIELDS = 3;

    private int[] ring = new int[64 * FIELDS];
    private int head;
    private int size;

    int size() {
        return size;
    }

    void add(int pieceIndex, int begin, int length) {
        if (size == CAPACITY) {
            head = slot(1);
            size--;
        } else if (size * FIELDS == ring.length) {
            grow();
        }
        int at = slot(size++);
        ring[at] = pieceIndex;
        ring[at + 1] = begin;
        ring[at + 2] = length;
    }

    /// Strikes a request out because it was answered or rejected; says whether there was one.
    boolean remove(int pieceIndex, int begin, int length) {
        for (int i = 0; i < size; i++) {
            int at = slot(i);
            if (ring[at] == pieceIndex && ring[at + 1] == begin && ring[at + 2] == length) {
                removeAt(i);
                return true;
            }
        }
        return false;
    }

    /// Moves the older ones up by one, so that the order stays.
    private void removeAt(int index) {
        for (int i = index; i > 0; i--) {
            System.arraycopy(ring, slot(i - 1), ring, slot(i), FIELDS);
        }
        head = slot(1);
        size--;
    }

    private int slot(int index) {
        return (head + index * FIELDS) % ring.length;
    }

    private void grow() {
        var larger = new int[2 * ring.length];
        int first = ring.length - head;
        System.arraycopy(ring, head, larger, 0, first);
        System.arraycopy(ring, 0, larger, first, head);
        ring = larger;
        head = 0;
    }
}
