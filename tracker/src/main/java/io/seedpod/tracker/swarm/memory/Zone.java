package io.seedpod.tracker.swarm.memory;

import io.seedpod.model.tracker.Labels;
import java.util.Arrays;

/// The leaves of one table that lie in one zone: a heap of those with somebody to hand out, by how
/// often the least of each was.
final class Zone {
    private static final int LEAST_ROOM = 2;

    /// Of a node that is not said.
    final Labels labels;

    /// Leaves there are, whether in the heap or not.
    int leaves;

    private Leaf[] heap = new Leaf[LEAST_ROOM];
    private int size;

    Zone(Labels labels) {
        this.labels = labels;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// The leaf whose least was handed out least; there is one.
    Leaf top() {
        return heap[0];
    }

    long lowest() {
        return heap[0].lowest();
    }

    /// How often the least of all other leaves than the first was handed out.
    long second() {
        long second = Long.MAX_VALUE;
        for (int i = 1; i <= 2 && i < size; i++) {
            second = Math.min(second, heap[i].lowest());
        }
        return second;
    }

    /// Has a leaf be where it belongs: in the heap if it has somebody ready, in its order.
    void put(Leaf leaf) {
        if (leaf.ready == 0) {
            takeOut(leaf);
            return;
        }
        if (leaf.heapIndex < 0) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            leaf.heapIndex = size;
            heap[size++] = leaf;
        }
        down(up(leaf.heapIndex));
    }

    void takeOut(Leaf leaf) {
        int hole = leaf.heapIndex;
        if (hole < 0) {
            return;
        }
        leaf.heapIndex = -1;
        size--;
        if (hole < size) {
            set(hole, heap[size]);
            down(up(hole));
        }
    }

    private void set(int index, Leaf leaf) {
        heap[index] = leaf;
        leaf.heapIndex = index;
    }

    private int up(int index) {
        var leaf = heap[index];
        int at = index;
        while (at > 0 && heap[(at - 1) / 2].lowest() > leaf.lowest()) {
            set(at, heap[(at - 1) / 2]);
            at = (at - 1) / 2;
        }
        set(at, leaf);
        return at;
    }

    private void down(int index) {
        var leaf = heap[index];
        int at = index;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && heap[child + 1].lowest() < heap[child].lowest()) {
                child++;
            }
            if (heap[child].lowest() >= leaf.lowest()) {
                break;
            }
            set(at, heap[child]);
            at = child;
        }
        set(at, leaf);
    }
}
