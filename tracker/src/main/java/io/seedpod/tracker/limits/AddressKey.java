package io.seedpod.tracker.limits;

import io.seedpod.model.id.PeerEndpoint;

/// What counts as one address: an IPv4 address, or a /64 of IPv6, which is what one customer has.
public final class AddressKey {
    private static final long MAPPED_V4 = 0xffffL;

    /// No /64 that is routed begins so: it keeps IPv4 apart from IPv6.
    private static final long V4_MARK = 0xffff_0000_0000_0000L;

    private AddressKey() {}

    /// @param high first eight bytes of the address; IPv4 as ::ffff:a.b.c.d
    /// @param low last eight bytes
    public static long of(long high, long low) {
        return isV4(high, low) ? V4_MARK | (low & 0xffff_ffffL) : high;
    }

    private static boolean isV4(long high, long low) {
        return high == 0 && low >>> 32 == MAPPED_V4;
    }

    /// The address, with port 0.
    static PeerEndpoint endpoint(long high, long low) {
        return isV4(high, low)
                ? new PeerEndpoint.V4((int) low, 0)
                : new PeerEndpoint.V6(high, low, 0);
    }

    public static long of(PeerEndpoint endpoint) {
        return switch (endpoint) {
            case PeerEndpoint.V4(int address, _) -> V4_MARK | (address & 0xffff_ffffL);
            case PeerEndpoint.V6(long high, _, _) -> high;
        };
    }
}
