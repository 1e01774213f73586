package io.seedpod.peer.runtime;

import io.seedpod.peer.engine.rate.RateLimits;
import io.seedpod.peer.engine.talk.TorrentEvent.RatesChanged;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Shares out the process's rates among its torrents, twice a second. Only on one loop.
final class RateShares {
    // Max-min fair: whoever uses clearly less than its share keeps a little more than it uses, the
    // rest is divided equally among those that could use more. A torrent that does nothing keeps a
    // twentieth, so that it can begin before the next look. What nobody demands is divided equally
    // as well: held back it would be of use to nobody, and keep a download that begins from
    // beginning. The shares add up to the limit.
    //
    // A smoothed rate lags behind what a torrent that begins uses now, so what moved since the last
    // look counts if it is more.
    static final long LOOK_MILLIS = 500;

    private static final double USED = 0.8;
    private static final double ROOM = 1.5;
    private static final int LEAST_PART = 20;

    private final RateLimits limits;
    private Map<LoopTorrent, Known> known = new HashMap<>();

    /// @param limits of all torrents together
    RateShares(RateLimits limits) {
        this.limits = limits;
    }

    /// What a torrent was told at the last look, and what it had moved by then.
    private record Known(RateLimits share, long uploaded, long downloaded) {
        static final Known NOTHING = new Known(RateLimits.NONE, 0, 0);
    }

    boolean isNeeded() {
        return !limits.equals(RateLimits.NONE);
    }

    /// Tells each torrent its share, if that has changed.
    void look(Collection<LoopTorrent> torrents) {
        var all = List.copyOf(torrents);
        var now = all.stream().map(it -> it.snapshot().traffic()).toList();
        var upDemands = new long[all.size()];
        var downDemands = new long[all.size()];
        for (int i = 0; i < all.size(); i++) {
            var before = known.getOrDefault(all.get(i), Known.NOTHING);
            upDemands[i] =
                    demand(
                            limits.upBytesPerSecond(),
                            used(
                                    now.get(i).uploadRateBytesPerSecond(),
                                    now.get(i).uploaded() - before.uploaded()),
                            before.share().upBytesPerSecond());
            downDemands[i] =
                    demand(
                            limits.downBytesPerSecond(),
                            used(
                                    now.get(i).downloadRateBytesPerSecond(),
                                    now.get(i).downloaded() - before.downloaded()),
                            before.share().downBytesPerSecond());
        }
        var up = divide(limits.upBytesPerSecond(), upDemands);
        var down = divide(limits.downBytesPerSecond(), downDemands);
        var next = new HashMap<LoopTorrent, Known>();
        for (int i = 0; i < all.size(); i++) {
            var share = new RateLimits(up[i], down[i]);
            var before = known.get(all.get(i));
            next.put(all.get(i), new Known(share, now.get(i).uploaded(), now.get(i).downloaded()));
            if (before == null || !share.equals(before.share())) {
                all.get(i).loop().post(new RatesChanged(share));
            }
        }
        known = next;
    }

    private static long[] divide(long limit, long[] demands) {
        return limit == 0 ? new long[demands.length] : share(limit, demands);
    }

    /// Bytes per second: the mean of the last seconds, or what moved since the last look.
    static long used(long rate, long moved) {
        return Math.max(rate, moved * 1000 / LOOK_MILLIS);
    }

    /// What a torrent should have that used so much of a share.
    static long demand(long limit, long used, long share) {
        return used >= USED * share
                ? limit
                : Math.max((long) (used * ROOM), Math.max(1, limit / LEAST_PART));
    }

    /// Nobody gets less than others unless it demands less; what is left then goes to all alike. At
    /// least 1 each.
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
        for (int i = 0; i < shares.length && left > 0; i++) {
            shares[i] += left / shares.length;
        }
        return shares;
    }

    private static Integer[] indices(int count) {
        var indices = new Integer[count];
        Arrays.setAll(indices, i -> i);
        return indices;
    }
}
