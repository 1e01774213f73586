package io.seedpod.tracker.swarm.memory;

import java.util.concurrent.atomic.AtomicInteger;

/// What the swarms of a registry have in common. Safe for threads.
///
/// @param seed of the hashes, so that nobody can choose addresses that all hash alike
/// @param detailBudget places whose peers' own words may still be kept
/// @param classBudget tables that may still come to tell classes apart
/// @param farShare of a reply, in percent, for peers from outside the asker's zone
record Shared(
        long seed,
        AtomicInteger detailBudget,
        Lifetimes lifetimes,
        LabelBook labelBook,
        AtomicInteger classBudget,
        int farShare) {
    /// @return whether there was one left; it is to be given back
    boolean takeClasses() {
        return classBudget.get() > 0 && classBudget.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    void giveBackClasses() {
        classBudget.incrementAndGet();
    }
}
