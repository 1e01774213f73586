package io.seedpod.peer.net.place;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Gives places and takes them back. Thread-safe: every loop accepts and dials.
public final class Places {
    private final PlaceLimits limits;

    /// Open, accepted and dialled together.
    private final AtomicInteger taken = new AtomicInteger();

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger dials = new AtomicInteger();

    /// All reasons, from the beginning: the map itself never changes.
    private final Map<Refusal, AtomicLong> refused = new EnumMap<>(Refusal.class);

    public Places(PlaceLimits limits) {
        this.limits = limits;
        for (var why : Refusal.values()) {
            refused.put(why, new AtomicLong());
        }
    }

    /// For a connection that comes in; null = none is free, which is counted.
    public @Nullable Place incoming() {
        if (!take(taken, limits.maxConnections())) {
            refuse(Refusal.FULL);
            return null;
        }
        return new Place(false);
    }

    /// For a peer that is to be dialled; null = none is free, which is counted.
    public @Nullable Place outgoing() {
        if (!take(dials, limits.maxHalfOpen())) {
            refuse(Refusal.PUT_OFF);
            return null;
        }
        if (!take(taken, limits.maxConnections())) {
            dials.decrementAndGet();
            refuse(Refusal.PUT_OFF);
            return null;
        }
        return new Place(true);
    }

    public void refuse(Refusal why) {
        var count = refused.get(why);
        if (count != null) {
            count.incrementAndGet();
        }
    }

    /// Each figure is right by itself; together they may be of slightly different moments.
    public PlaceCounts counts() {
        var why = new EnumMap<Refusal, Long>(Refusal.class);
        refused.forEach((each, count) -> why.put(each, count.get()));
        int opened = open.get();
        return new PlaceCounts(opened, Math.max(0, taken.get() - opened), why);
    }

    private static boolean take(AtomicInteger count, int most) {
        int now = count.get();
        while (now < most) {
            if (count.compareAndSet(now, now + 1)) {
                return true;
            }
            now = count.get();
        }
        return false;
    }

    /// One connection's place. Only on its loop.
    public final class Place {
        private final boolean dialled;
        private boolean opened;
        private boolean left;

        private Place(boolean dialled) {
            this.dialled = dialled;
        }

        /// Both handshakes are there.
        public void open() {
            if (!opened && !left) {
                opened = true;
                open.incrementAndGet();
                dials.addAndGet(dialled ? -1 : 0);
            }
        }

        /// It is over, whatever it was. Said again, it means nothing.
        public void leave() {
            if (!left) {
                left = true;
                taken.decrementAndGet();
                open.addAndGet(opened ? -1 : 0);
                dials.addAndGet(dialled && !opened ? -1 : 0);
            }
        }
    }
}
