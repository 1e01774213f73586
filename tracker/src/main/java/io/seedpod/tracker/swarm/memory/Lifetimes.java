package io.seedpod.tracker.swarm.memory;

import java.util.concurrent.atomic.AtomicLong;

/// The lifetimes that peers are given, told apart by two bits. Safe for threads.
///
/// Peers are given few lifetimes, each within a tenth; the first four that differ stand for those
/// near them, so that a record needs no room for its own.
final class Lifetimes {
    static final int KINDS = 4;

    private static final int BITS = 16;
    private static final int MASK = 0xffff;

    /// A lifetime no further away than this part of a known one is taken for it.
    private static final int NEAR = 14;

    // Four lifetimes of 16 bits, in the order in which they came; 0 = none yet.
    private final AtomicLong known = new AtomicLong();

    /// The kind, in [0, 4), of a lifetime that was given.
    int kind(int lifetimeSeconds) {
        while (true) {
            long seen = known.get();
            int nearest = nearest(seen, lifetimeSeconds);
            int free = free(seen);
            if (free == KINDS || (free > 0 && isNear(seconds(seen, nearest), lifetimeSeconds))) {
                return nearest;
            }
            if (known.compareAndSet(seen, seen | ((long) lifetimeSeconds << (free * BITS)))) {
                return free;
            }
        }
    }

    /// The kind nearest to what remains of a lifetime.
    int kindOfRemainder(int seconds) {
        return nearest(known.get(), seconds);
    }

    private static int nearest(long known, int lifetimeSeconds) {
        int best = 0;
        int bestDistance = Integer.MAX_VALUE;
        for (int kind = 0; kind < KINDS && seconds(known, kind) != 0; kind++) {
            int distance = Math.abs(seconds(known, kind) - lifetimeSeconds);
            if (distance < bestDistance) {
                best = kind;
                bestDistance = distance;
            }
        }
        return best;
    }

    private static int free(long known) {
        int kind = 0;
        while (kind < KINDS && seconds(known, kind) != 0) {
            kind++;
        }
        return kind;
    }

    private static boolean isNear(int knownSeconds, int seconds) {
        return Math.abs(knownSeconds - seconds) * NEAR <= knownSeconds;
    }

    /// All that are known, for `isSilent`.
    long known() {
        return known.get();
    }

    private static int seconds(long known, int kind) {
        return (int) (known >>> (kind * BITS)) & MASK;
    }

    /// Whether so little remains of a lifetime, two and a half intervals, that one and a half have
    /// gone.
    static boolean isSilent(long known, int kind, int remainingSeconds) {
        return remainingSeconds * 5 <= seconds(known, kind) * 2;
    }
}
