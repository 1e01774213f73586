package io.seedpod.peer.net.place;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Gives places and takes them back. Thread-safe: every loop accepts and dials.
public final class Places {
    // Fairness without a plan of who wants how many. A torrent's share is what each would have if
    // those that have any, and one more, had equally many. The last few places are only for
    // torrents that have less than their share. Once some of these are taken, those that have most,
    // and more than their share, are to give up as many (`surplus`). So one that comes late grows
    // by a few places a second until it has its share or all it wants; and as long as nobody comes,
    // whoever can use them has all but the last few. A look may be a moment old: then somebody gets
    // one too many, and the next surplus is greater by one.
    private static final int RESERVE_PART = 16;
    private static final int MAX_RESERVE = 16;

    private final PlaceLimits limits;

    /// Open, accepted and dialled together.
    private final AtomicInteger taken = new AtomicInteger();

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger dials = new AtomicInteger();

    /// Of the torrents that run.
    private final Set<Share> shares = ConcurrentHashMap.newKeySet();

    /// Taken by torrents: not by those who have not said yet what they came for.
    private final AtomicInteger owned = new AtomicInteger();

    /// Torrents that have a place.
    private final AtomicInteger owners = new AtomicInteger();

    /// All reasons, from the beginning: the map itself never changes.
    private final Map<Refusal, AtomicLong> refused = new EnumMap<>(Refusal.class);

    public Places(PlaceLimits limits) {
        this.limits = limits;
        for (var why : Refusal.values()) {
            refused.put(why, new AtomicLong());
        }
    }

    /// A torrent begins.
    public Share join() {
        var share = new Share();
        shares.add(share);
        return share;
    }

    /// For a connection that comes in; null = none is free, which is counted.
    public @Nullable Place incoming() {
        if (!take(taken, limits.maxConnections())) {
            refuse(Refusal.FULL);
            return null;
        }
        return new Place(null);
    }

    /// For a peer that a torrent wants to dial; null = none is free for it, which is counted.
    public @Nullable Place outgoing(Share torrent) {
        if (!take(dials, limits.maxHalfOpen())) {
            refuse(Refusal.PUT_OFF);
            return null;
        }
        if (!take(taken, limits.maxConnections())) {
            dials.decrementAndGet();
            refuse(Refusal.PUT_OFF);
            return null;
        }
        if (!torrent.take()) {
            taken.decrementAndGet();
            dials.decrementAndGet();
            refuse(Refusal.PUT_OFF);
            return null;
        }
        return new Place(torrent);
    }

    public void refuse(Refusal why) {
        var count = refused.get(why);
        if (count != null) {
            count.incrementAndGet();
        }
    }

    /// How many places torrents are to give up, those that have most: so many that the last few are
    /// free again. To be asked again after they have.
    public Map<Share, Integer> surplus() {
        int lacking = reserve() - (limits.maxConnections() - owned.get());
        if (lacking <= 0) {
            return Map.of();
        }
        int fair = fair();
        var surplus = new HashMap<Share, Integer>();
        for (int i = 0; i < lacking; i++) {
            Share most = null;
            int mostHeld = fair;
            for (var share : shares) {
                int held = share.held.get() - surplus.getOrDefault(share, 0);
                if (held > mostHeld) {
                    most = share;
                    mostHeld = held;
                }
            }
            if (most == null) {
                break;
            }
            surplus.merge(most, 1, Integer::sum);
        }
        return surplus;
    }

    /// Places that not everybody may take; none where there is but one torrent.
    private int reserve() {
        return shares.size() < 2
                ? 0
                : Math.clamp(limits.maxConnections() / RESERVE_PART, 1, MAX_RESERVE);
    }

    private int fair() {
        return Math.max(1, limits.maxConnections() / (owners.get() + 1));
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

    /// The places of one torrent. Any thread.
    public final class Share {
        private final AtomicInteger held = new AtomicInteger();

        private Share() {}

        /// Dialled and open.
        public int held() {
            return held.get();
        }

        /// The torrent is over. Places it still has are given back one by one.
        public void end() {
            shares.remove(this);
        }

        /// One place more, which is the process's already; false if it is for others.
        private boolean take() {
            boolean few = limits.maxConnections() - owned.get() <= reserve();
            if (few && held.get() >= fair()) {
                return false;
            }
            owned.incrementAndGet();
            if (held.getAndIncrement() == 0) {
                owners.incrementAndGet();
            }
            return true;
        }

        private void give() {
            owned.decrementAndGet();
            if (held.decrementAndGet() == 0) {
                owners.decrementAndGet();
            }
        }
    }

    /// One connection's place. Only on its loop.
    public final class Place {
        private final boolean dialled;
        private @Nullable Share torrent;
        private boolean opened;
        private boolean left;

        /// @param torrent that dials; null = nobody knows yet
        private Place(@Nullable Share torrent) {
            this.torrent = torrent;
            this.dialled = torrent != null;
        }

        /// Both handshakes are there. False if the place is for another torrent: then the
        /// connection is to be closed.
        public boolean open(Share theirs) {
            if (opened || left) {
                return opened;
            }
            if (torrent == null) {
                if (!theirs.take()) {
                    refuse(Refusal.FULL);
                    return false;
                }
                torrent = theirs;
            }
            opened = true;
            open.incrementAndGet();
            dials.addAndGet(dialled ? -1 : 0);
            return true;
        }

        /// It is over, whatever it was. Said again, it means nothing.
        public void leave() {
            if (!left) {
                left = true;
                taken.decrementAndGet();
                open.addAndGet(opened ? -1 : 0);
                dials.addAndGet(dialled && !opened ? -1 : 0);
                if (torrent != null) {
                    torrent.give();
                }
            }
        }
    }
}
