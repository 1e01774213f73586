package io.seedpod.peer.runtime;

import io.seedpod.peer.engine.TorrentEvent.RatesChanged;
import io.seedpod.peer.engine.TorrentSnapshot;
import io.seedpod.peer.engine.rate.RateLimits;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/// Shares out the process's rates among its torrents, twice a second. Only on one loop.
final class RateShares {
    // Max-min fair: whoever uses clearly less than its share keeps a little more than it uses, the
    // rest is divided equally among those that could use more. A torrent that does nothing keeps a
    // twentieth, so that it can begin before the next look. The shares never add up to more than
    // the limit.
    static final long LOOK_MILLIS = 500;

    private static final double USED = 0.8;
    private static final double ROOM = 1.5;
    private static final int LEAST_PART = 20;

    private final RateLimits limits;
    private Map<LoopTorrent, RateLimits> shares = new HashMap<>();

    /// @param limits of all torrents together
    RateShares(RateLimits limits) {
        this.limits = limits;
    }

    boolean isNeeded() {
        return !limits.equals(RateLimits.NONE);
    }

    /// Tells each torrent its share, if that has changed.
    void look(Collection<LoopTorrent> torrents) {
        var all = List.copyOf(torrents);
        var up =
                divide(
                        all,
                        limits.upBytesPerSecond(),
                        it -> it.traffic().uploadRateBytesPerSecond(),
                        RateLimits::upBytesPerSecond);
        var down =
                divide(
                        all,
                        limits.downBytesPerSecond(),
                        it -> it.traffic().downloadRateBytesPerSecond(),
                        RateLimits::downBytesPerSecond);
        var next = new HashMap<LoopTorrent, RateLimits>();
        for (int i = 0; i < all.size(); i++) {
            var share = new RateLimits(up[i], down[i]);
            next.put(all.get(i), share);
            if (!share.equals(shares.get(all.get(i)))) {
                all.get(i).loop().post(new RatesChanged(share));
            }
        }
        shares = next;
    }

    private long[] divide(
            List<LoopTorrent> torrents,
            long limit,
            ToLongFunction<TorrentSnapshot> rate,
            ToLongFunction<RateLimits> side) {
        if (limit == 0) {
            return new long[torrents.size()];
        }
        var demands = new long[torrents.size()];
        for (int i = 0; i < demands.length; i++) {
            var before = shares.get(torrents.get(i));
            long used = rate.applyAsLong(torrents.get(i).snapshot());
            demands[i] = demand(limit, used, before == null ? 0 : side.applyAsLong(before));
        }
        return share(limit, demands);
    }

    /// What a torrent should have that used so much of a share.
    static long demand(long limit, long used, long share) {
        return used >= USED * share
                ? limit
                : Math.max((long) (used * ROOM), Math.max(1, limit / LEAST_PART));
    }

    /// Nobody gets more than it demands, nor less than others but for that. At least 1 each.
    static long[] share(long limit, long[] demands) {
        var order =
                Arrays.stream(indices(demands.length))
                        .sorted(Comparator.comparingLong(i -> demands[i]))
                        .toList();
        var shares = new long[demands.length];
        long left = limit;
        int waiting = demands.length;
        for (int index : order) {
            shares[index] = Math.max(1, Math.min(demands[index], left / waiting));
            left -= shares[index];
            waiting--;
        }
        return shares;
    }

    private static Integer[] indices(int count) {
        var indices = new Integer[count];
        Arrays.setAll(indices, i -> i);
        return indices;
    }
}
