package io.seedpod.tracker.wiring;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;

/// The address that stands for all addresses of this machine: IPv6's, which takes IPv4 along,
/// unless the system has no IPv6.
final class Wildcard {
    private Wildcard() {}

    static String address() {
        return hasIpv6() ? "::" : "0.0.0.0";
    }

    private static boolean hasIpv6() {
        try (var _ = DatagramChannel.open(StandardProtocolFamily.INET6)) {
            return true;
        } catch (UnsupportedOperationException | IOException _) {
            return false;
        }
    }
}
