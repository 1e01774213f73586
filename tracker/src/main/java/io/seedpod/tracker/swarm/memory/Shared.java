package io.seedpod.tracker.swarm.memory;

import java.util.concurrent.atomic.AtomicInteger;

/// What the swarms of a registry have in common. Safe for threads.
///
/// @param seed of the hashes, so that nobody can choose addresses that all hash alike
/// @param detailBudget places whose peers' own words may still be kept
/// @param farShare of a reply, in percent, for peers from outside the asker's zone
record Shared(
        long seed,
        AtomicInteger detailBudget,
        Lifetimes lifetimes,
        LabelBook labelBook,
        int farShare) {}
