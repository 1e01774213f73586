package io.seedpod.model.id;

import java.util.Optional;

/// A block of IP addresses in CIDR form, such as `10.0.0.0/8` or `fc00::/7`. IPv4 and IPv6 are
/// apart: no IPv4 address is in `::/0`.
///
/// @param high first eight bytes of the block's first address; 0 for IPv4
/// @param low last eight bytes of it; for IPv4 the address itself
/// @param length of the prefix in bits, in [0, 32] or [0, 128]
/// @param v4 whether it is a block of IPv4 addresses
public record AddressRange(long high, long low, int length, boolean v4) {
    private static final int V4_BITS = 32;
    private static final int V6_BITS = 128;

    /// The block is kept without the bits behind its prefix: `10.1.2.3/8` is `10.0.0.0/8`.
    public AddressRange {
        if (length < 0 || length > (v4 ? V4_BITS : V6_BITS)) {
            throw new IllegalArgumentException("prefix of " + length + " bits");
        }
        high = v4 ? 0 : high & highMask(length);
        low = v4 ? low & v4Mask(length) : low & lowMask(length);
    }

    /// Reads `10.0.0.0/8`, `fc00::/7`, or an address alone, which is a block of one. Empty for
    /// anything else, host names among them.
    public static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        var address = slash < 0 ? text : text.substring(0, slash);
        var literal = address.indexOf(':') < 0 ? address + ":0" : "[" + address + "]:0";
        return PeerEndpoint.parse(literal).flatMap(found -> of(found, text, slash));
    }

    private static Optional<AddressRange> of(PeerEndpoint first, String text, int slash) {
        boolean v4 = first instanceof PeerEndpoint.V4;
        int most = v4 ? V4_BITS : V6_BITS;
        int length = slash < 0 ? most : number(text.substring(slash + 1));
        if (length < 0 || length > most || (v4 && text.indexOf(':') >= 0)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (first) {
                    case PeerEndpoint.V4(int address, _) ->
                            new AddressRange(0, address & 0xffffffffL, length, true);
                    case PeerEndpoint.V6(long high, long low, _) ->
                            new AddressRange(high, low, length, false);
                });
    }

    private static int number(String digits) {
        return digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : -1;
    }

    /// Whether the endpoint's address lies in this block.
    public boolean contains(PeerEndpoint endpoint) {
        return switch (endpoint) {
            case PeerEndpoint.V4(int address, _) -> containsV4(address);
            case PeerEndpoint.V6(long otherHigh, long otherLow, _) ->
                    containsV6(otherHigh, otherLow);
        };
    }

    public boolean containsV4(int address) {
        return v4 && (address & v4Mask(length)) == low;
    }

    public boolean containsV6(long otherHigh, long otherLow) {
        return !v4 && (otherHigh & highMask(length)) == high && (otherLow & lowMask(length)) == low;
    }

    private static long v4Mask(int length) {
        return 0xffffffffL & (-1L << (V4_BITS - length));
    }

    private static long highMask(int length) {
        return length == 0 ? 0 : -1L << Math.max(0, 64 - length);
    }

    private static long lowMask(int length) {
        return length <= 64 ? 0 : -1L << (V6_BITS - length);
    }

    @Override
    public String toString() {
        return (v4 ? AddressText.v4((int) low) : AddressText.v6(high, low)) + "/" + length;
    }
}
