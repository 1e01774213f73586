package io.seedpod.tracker.limits;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.swarm.memory.PlaceQuota;

/// Gives each address (a /64 of IPv6) so many places in a time in which places lapse, without
/// knowing which it still has: a bucket that is emptied by places taken and flows back as they
/// lapse at the latest. So an address holds at most twice its share.
public final class PlaceShare implements PlaceQuota {
    /// 512 KiB.
    private static final int PLACES = 1 << 16;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final TokenBuckets buckets;
    private final AddressRanges unlimited;

    /// @param share how many places
    /// @param lifetimeSeconds after which a place lapses unless it is renewed
    public PlaceShare(
            int share, int lifetimeSeconds, AddressRanges unlimited, long seed, long nowSeconds) {
        this(share, lifetimeSeconds, unlimited, seed, nowSeconds, PLACES);
    }

    /// @param addresses how many are remembered: a power of two; 8 bytes each
    public PlaceShare(
            int share,
            int lifetimeSeconds,
            AddressRanges unlimited,
            long seed,
            long nowSeconds,
            int addresses) {
        this.unlimited = unlimited;
        buckets =
                new TokenBuckets(
                        lifetimeSeconds * NANOS_PER_SECOND / share,
                        share,
                        addresses,
                        seed,
                        nowSeconds * NANOS_PER_SECOND);
    }

    @Override
    public boolean mayTake(PeerEndpoint peer, long nowSeconds) {
        return buckets.has(AddressKey.of(peer), nowSeconds * NANOS_PER_SECOND)
                || unlimited.contains(peer);
    }

    @Override
    public void took(PeerEndpoint peer, long nowSeconds) {
        var _ = buckets.take(AddressKey.of(peer), nowSeconds * NANOS_PER_SECOND);
    }
}
