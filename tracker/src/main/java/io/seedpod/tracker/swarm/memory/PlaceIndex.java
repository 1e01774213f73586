package io.seedpod.tracker.swarm.memory;

/// Finds the place of a peer among the records of its table.
///
/// Slots hold a place and 1, 0 = free: a byte each in most tables, two while places are few.
final class PlaceIndex {
    // Open addressing with linear probing, at most two thirds full; a removal shifts what is behind
    // it back, so there are no tombstones.
    private static final byte[] NONE_SMALL = {};
    private static final char[] NONE = {};
    private static final int[] NONE_LARGE = {};
    private static final int LEAST_CAPACITY = 4;
    private static final int BYTE_MASK = 0xff;

    private final PeerRecords records;
    // Two of these are empty at any time.
    private byte[] smallSlots = NONE_SMALL;
    private char[] slots = NONE;
    private int[] largeSlots = NONE_LARGE;
    private int mask = -1;

    PlaceIndex(PeerRecords records) {
        this.records = records;
    }

    /// The place of a peer, -1 if it has none.
    int find(long high, long low, long key) {
        if (mask < 0) {
            return -1;
        }
        int slot = records.hash(high, low, key) & mask;
        while (true) {
            int place = get(slot) - 1;
            if (place < 0 || records.is(place, high, low, key)) {
                return place;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Has room for `room` places from now on, of which the first `size` are taken.
    void rebuild(int size, int room) {
        int capacity = LEAST_CAPACITY;
        while (capacity * 2L < room * 3L) {
            capacity *= 2;
        }
        boolean tiny = room <= BYTE_MASK;
        boolean few = !tiny && room <= Character.MAX_VALUE;
        if (capacity == (tiny ? smallSlots.length : few ? slots.length : largeSlots.length)) {
            return;
        }
        smallSlots = tiny ? new byte[capacity] : NONE_SMALL;
        slots = few ? new char[capacity] : NONE;
        largeSlots = tiny || few ? NONE_LARGE : new int[capacity];
        mask = capacity - 1;
        for (int place = 0; place < size; place++) {
            add(place);
        }
    }

    void add(int place) {
        int slot = records.hash(place) & mask;
        while (get(slot) != 0) {
            slot = (slot + 1) & mask;
        }
        set(slot, place + 1);
    }

    /// Two records change places; to be told before.
    void swap(int one, int other) {
        int slotOfOne = slotOf(one);
        set(slotOf(other), one + 1);
        set(slotOfOne, other + 1);
    }

    /// To be told while the record is still there.
    void remove(int place) {
        int hole = slotOf(place);
        int slot = hole;
        while (true) {
            slot = (slot + 1) & mask;
            int held = get(slot);
            if (held == 0) {
                break;
            }
            // It may go back to the hole unless its home lies cyclically in (hole, slot].
            int home = records.hash(held - 1) & mask;
            if (((slot - home) & mask) >= ((slot - hole) & mask)) {
                set(hole, held);
                hole = slot;
            }
        }
        set(hole, 0);
    }

    private int slotOf(int place) {
        int slot = records.hash(place) & mask;
        while (get(slot) != place + 1) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private int get(int slot) {
        if (smallSlots.length > 0) {
            return smallSlots[slot] & BYTE_MASK;
        }
        return slots.length > 0 ? slots[slot] : largeSlots[slot];
    }

    private void set(int slot, int value) {
        if (smallSlots.length > 0) {
            smallSlots[slot] = (byte) value;
        } else if (slots.length > 0) {
            slots[slot] = (char) value;
        } else {
            largeSlots[slot] = value;
        }
    }
}
