package io.seedpod.simulation;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The virtual clock: runs what was scheduled, in the order of time.
final class World {
    static final long MILLISECOND = 1_000_000L;
    static final long SECOND = 1000 * MILLISECOND;

    private record Entry(long atNanos, long number, Runnable action) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int order = Long.compare(atNanos, other.atNanos);
            return order != 0 ? order : Long.compare(number, other.number);
        }
    }

    /// Of how many events of a peer one is followed by a look at all its books: 1 = every one.
    int lookEvery = 1;

    /// Of a hybrid torrent, the piece whose SHA-1 is not that of what its tree tells of; -1 = none.
    int contradictedPiece = -1;

    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private final long seed;
    private final SplittableRandom random;
    private long nowNanos;
    private long number;

    World(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        // Clocks may begin anywhere, below zero, too.
        this.nowNanos = random.nextLong(-1000 * SECOND, 1000 * SECOND);
    }

    long nowNanos() {
        return nowNanos;
    }

    RandomGenerator random() {
        return random;
    }

    void at(long atNanos, Runnable action) {
        queue.add(new Entry(Math.max(atNanos, nowNanos), number++, action));
    }

    void after(long delayNanos, Runnable action) {
        at(nowNanos + delayNanos, action);
    }

    /// Runs until the goal is reached; fails if that takes longer.
    void runUntil(BooleanSupplier goal, long limitNanos, String what) {
        long end = nowNanos + limitNanos;
        while (!goal.getAsBoolean()) {
            Entry next = queue.poll();
            if (next == null || next.atNanos > end) {
                throw broken("not within " + limitNanos / SECOND + " s: " + what);
            }
            nowNanos = next.atNanos;
            next.action.run();
        }
    }

    /// Runs for a while.
    void run(long forNanos) {
        long end = nowNanos + forNanos;
        while (!queue.isEmpty() && queue.peek().atNanos <= end) {
            Entry next = queue.poll();
            nowNanos = next.atNanos;
            next.action.run();
        }
        nowNanos = end;
    }

    AssertionError broken(String what) {
        return new AssertionError("seed " + seed + ": " + what);
    }

    /// For what is asked often: words are made only when they are needed.
    void require(boolean holds, Supplier<String> what) {
        if (!holds) {
            throw broken(what.get());
        }
    }

    void require(boolean holds, String what) {
        if (!holds) {
            throw broken(what);
        }
    }
}
