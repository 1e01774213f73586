package io.seedpod.tracker.swarm.memory;

import io.seedpod.model.tracker.Labels;
import java.util.HashMap;
import java.util.Map;

/// The labels in use, each kept once. Safe for threads.
///
/// When it is full, labels that nobody has yet are not read: who says them counts as having said
/// none. Room comes back as their peers go. So that one address cannot fill it, the registry has
/// an address that brought its share lately bring no more once three quarters are taken.
final class LabelBook {
    private static final class Entry {
        private final Labels labels;
        private int users;

        private Entry(Labels labels) {
            this.labels = labels;
        }
    }

    private final int capacity;
    private final int scarce;
    private final Map<Labels, Entry> entries = new HashMap<>();
    private volatile int count;

    /// @param capacity most labels that differ, some 300 bytes each
    LabelBook(int capacity) {
        this.capacity = capacity;
        scarce = capacity - capacity / 4;
    }

    /// Whether three quarters are taken. Without a lock: a moment late does no harm.
    boolean isScarce() {
        return count >= scarce;
    }

    /// Whether somebody has these labels.
    synchronized boolean knows(Labels labels) {
        return entries.containsKey(labels);
    }

    /// The one copy of these labels, for one user more; `Labels.NONE` if the book is full.
    synchronized Labels borrow(Labels labels) {
        if (labels.areNone()) {
            return Labels.NONE;
        }
        var entry = entries.get(labels);
        if (entry == null) {
            if (entries.size() >= capacity) {
                return Labels.NONE;
            }
            entry = new Entry(labels);
            entries.put(labels, entry);
            count = entries.size();
        }
        entry.users++;
        return entry.labels;
    }

    synchronized void giveBack(Labels labels) {
        var entry = entries.get(labels);
        if (entry != null && --entry.users == 0) {
            entries.remove(labels);
            count = entries.size();
        }
    }

    synchronized int size() {
        return entries.size();
    }
}
