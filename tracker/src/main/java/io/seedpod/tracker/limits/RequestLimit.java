package io.seedpod.tracker.limits;

import io.seedpod.model.id.PeerEndpoint;

/// How many requests an address may make.
///
/// Over UDP only those are counted whose sender is proven: else anybody could use up the bucket of
/// somebody whose address it writes into its packets.
public final class RequestLimit {
    /// Nobody is counted.
    public static final RequestLimit NONE = new RequestLimit();

    /// 128 KiB: it stays in the cache.
    private static final int PLACES = 1 << 14;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final boolean counts;
    private final TokenBuckets buckets;
    private final AddressRanges unlimited;

    private RequestLimit() {
        counts = false;
        buckets = new TokenBuckets(1_024, 1, 4, 0, 0);
        unlimited = AddressRanges.NONE;
    }

    /// @param perSecond in [1, 900,000]
    /// @param burst how many may come at once
    /// @param unlimited who is not held back
    public RequestLimit(
            int perSecond, int burst, AddressRanges unlimited, long seed, long nowNanos) {
        counts = true;
        buckets = new TokenBuckets(NANOS_PER_SECOND / perSecond, burst, PLACES, seed, nowNanos);
        this.unlimited = unlimited;
    }

    /// Counts a request.
    ///
    /// @return whether it may be answered
    public boolean admits(PeerEndpoint from, long nowNanos) {
        return !counts || buckets.take(AddressKey.of(from), nowNanos) || unlimited.contains(from);
    }

    /// The same, of an address as UDP tells it; allocates nothing unless it is held back.
    ///
    /// @param high first eight bytes; IPv4 as ::ffff:a.b.c.d
    /// @param low last eight bytes
    public boolean admits(long high, long low, long nowNanos) {
        return !counts
                || buckets.take(AddressKey.of(high, low), nowNanos)
                || (!unlimited.isEmpty() && unlimited.contains(AddressKey.endpoint(high, low)));
    }
}
