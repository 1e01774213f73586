package io.seedpod.peer.net.webseed;

import io.seedpod.model.webseed.WebSeedPolicy;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/// Says which addresses a web seed may have: a torrent from a stranger must not make us ask what
/// only we can reach.
final class AddressGuard {
    private static final int[] CLOUD_METADATA = {0x646464c8, 0xc00000c0};
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    /// How far away something is.
    enum Reach {
        /// This machine, its link, everybody at once, or a cloud's metadata.
        HERE,
        PRIVATE,
        PUBLIC
    }

    private final WebSeedPolicy policy;

    AddressGuard(WebSeedPolicy policy) {
        this.policy = policy;
    }

    /// Why an address is not asked; absent if it is.
    ///
    /// @param query the address of the file has one
    /// @param fromOutside a server of the outside world sent us there
    Optional<String> objection(InetAddress address, boolean query, boolean fromOutside) {
        var reach = reach(address);
        if (policy == WebSeedPolicy.OFF) {
            return Optional.of("web seeds are off");
        }
        if (policy == WebSeedPolicy.ANY || reach == Reach.PUBLIC) {
            return Optional.empty();
        }
        var shown = address.getHostAddress();
        if (reach == Reach.HERE) {
            return Optional.of(
                    shown + " is this machine's or its link's own (--web-seeds any asks it)");
        }
        if (query) {
            return Optional.of(
                    shown
                            + " is in a private network and is asked no queries (--web-seeds any does)");
        }
        return fromOutside
                ? Optional.of("redirect from outside to " + shown + " in a private network")
                : Optional.empty();
    }

    static Reach reach(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()) {
            return Reach.HERE;
        }
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return reachV4(bytes);
        }
        if (Arrays.equals(bytes, 0, 12, NAT64, 0, 12)) {
            return reachOf(Arrays.copyOfRange(bytes, 12, 16));
        }
        if (bytes[0] == 0x20 && bytes[1] == 0x02) {
            return reachOf(Arrays.copyOfRange(bytes, 2, 6));
        }
        boolean unique = (bytes[0] & 0xfe) == 0xfc;
        if (unique && bytes[1] == 0 && bytes[2] == 0x0e && (bytes[3] & 0xff) == 0xc2) {
            return Reach.HERE;
        }
        return unique || address.isSiteLocalAddress() ? Reach.PRIVATE : Reach.PUBLIC;
    }

    private static Reach reachOf(byte[] v4) {
        try {
            return reach(InetAddress.getByAddress(v4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static Reach reachV4(byte[] bytes) {
        int address =
                (bytes[0] & 0xff) << 24
                        | (bytes[1] & 0xff) << 16
                        | (bytes[2] & 0xff) << 8
                        | (bytes[3] & 0xff);
        if (Arrays.stream(CLOUD_METADATA).anyMatch(it -> it == address)
                || isIn(address, 0, 8)
                || isIn(address, 0xf0000000, 4)) {
            return Reach.HERE;
        }
        boolean near =
                isIn(address, 0x0a000000, 8)
                        || isIn(address, 0xac100000, 12)
                        || isIn(address, 0xc0a80000, 16)
                        || isIn(address, 0x64400000, 10)
                        || isIn(address, 0xc0000000, 24)
                        || isIn(address, 0xc6120000, 15);
        return near ? Reach.PRIVATE : Reach.PUBLIC;
    }

    private static boolean isIn(int address, int network, int length) {
        return (address ^ network) >>> (32 - length) == 0;
    }
}
