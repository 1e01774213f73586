package io.seedpod.tracker.limits;

import java.util.concurrent.atomic.AtomicLongArray;

/// A token bucket for each of many keys, in a table of fixed size. Allocates nothing.
///
/// A key's bucket lies in one of the four places that its hash names. When all four belong to
/// others, the one that has spent least is forgotten, which only does it good: memory stays
/// bounded, and whoever comes with very many keys is not held back by this. Two keys share a bucket
/// with a likelihood of 1 in 16,000.
public final class TokenBuckets {
    // A bucket is one number, the moment at which it will be full again (generic cell rate
    // algorithm): bits 63..48 mark the key, bits 47..0 are that moment in ticks since the start.
    // Spending moves it by the price of a token; it may lie ahead by as much as the bucket holds.
    // A place whose moment has passed is free. Costs a hash, at most four reads of one line of the
    // cache, and a compare-and-set. Idea: ATM Forum, traffic management 4.0, 1996.

    /// Places in which a key may lie.
    private static final int WAYS = 4;

    /// About a microsecond: a shift is cheaper than a division.
    private static final int TICK_SHIFT = 10;

    private static final long MOMENT = (1L << 48) - 1;

    private final AtomicLongArray places;
    private final int setMask;
    private final long seed;
    private final long startNanos;
    private final long price;
    private final long depth;

    /// @param nanosPerToken how long a token takes to flow back, at least 1,024
    /// @param burst tokens a full bucket holds, at least 1; all flow back within a year
    /// @param placeCount a power of two, at least 4; 8 bytes each
    /// @param seed not to be guessed by those who are counted
    public TokenBuckets(long nanosPerToken, int burst, int placeCount, long seed, long nowNanos) {
        places = new AtomicLongArray(placeCount);
        setMask = placeCount / WAYS - 1;
        this.seed = seed;
        startNanos = nowNanos;
        price = Math.max(1, nanosPerToken >> TICK_SHIFT);
        depth = price * (burst - 1L);
    }

    /// Takes a token of this key's bucket.
    ///
    /// @return whether there was one
    public boolean take(long key, long nowNanos) {
        long hash = mix(key ^ seed);
        long mark = hash & ~MOMENT;
        long now = (nowNanos - startNanos) >> TICK_SHIFT;
        int first = ((int) hash & setMask) * WAYS;
        while (true) {
            int place = placeOf(first, mark);
            long found = places.get(place);
            long full = (found & ~MOMENT) == mark ? Math.max(found & MOMENT, now) : now;
            if (full - now > depth) {
                return false;
            }
            if (places.compareAndSet(place, found, mark | ((full + price) & MOMENT))) {
                return true;
            }
        }
    }

    /// Whether this key's bucket holds a token; takes none.
    public boolean has(long key, long nowNanos) {
        long hash = mix(key ^ seed);
        long mark = hash & ~MOMENT;
        long found = places.get(placeOf(((int) hash & setMask) * WAYS, mark));
        long now = (nowNanos - startNanos) >> TICK_SHIFT;
        return (found & ~MOMENT) != mark || (found & MOMENT) - now <= depth;
    }

    /// Where the key's bucket is, or may be put: the place whose moment is earliest.
    private int placeOf(int first, long mark) {
        int earliest = first;
        long earliestMoment = Long.MAX_VALUE;
        for (int i = first; i < first + WAYS; i++) {
            long each = places.get(i);
            if ((each & ~MOMENT) == mark) {
                return i;
            }
            if ((each & MOMENT) < earliestMoment) {
                earliestMoment = each & MOMENT;
                earliest = i;
            }
        }
        return earliest;
    }

    /// SplitMix64's finisher.
    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
