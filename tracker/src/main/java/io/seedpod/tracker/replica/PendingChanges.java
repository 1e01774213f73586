package io.seedpod.tracker.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Changes that wait to be written, the last one of each peer. Bounded: beyond its capacity new
/// peers are left out, and counted; they are told of at their next announce. For several threads.
final class PendingChanges {
    private final int capacity;
    private final ConcurrentHashMap<PeerChange.Place, PeerChange> waiting =
            new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final LongAdder dropped = new LongAdder();

    PendingChanges(int capacity) {
        this.capacity = capacity;
    }

    void add(PeerChange change) {
        if (waiting.replace(change.place(), change) != null) {
            return;
        }
        if (size.incrementAndGet() > capacity) {
            size.decrementAndGet();
            dropped.increment();
        } else if (waiting.put(change.place(), change) != null) {
            size.decrementAndGet();
        }
    }

    /// Takes up to `most` changes out.
    List<PeerChange> take(int most) {
        var taken = new ArrayList<PeerChange>();
        for (var entry : waiting.entrySet()) {
            if (taken.size() == most) {
                break;
            }
            var change = waiting.remove(entry.getKey());
            if (change != null) {
                size.decrementAndGet();
                taken.add(change);
            }
        }
        return taken;
    }

    int size() {
        return size.get();
    }

    long dropped() {
        return dropped.sum();
    }
}
