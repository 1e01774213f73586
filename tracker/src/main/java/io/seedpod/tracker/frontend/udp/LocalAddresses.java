package io.seedpod.tracker.frontend.udp;

import io.seedpod.model.id.PeerEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// At which address of this machine somebody's packets arrive. One thread: the port's.
///
/// A socket that is bound to all addresses is not told. But our replies leave from the address that
/// the system's routes choose, and a client takes them only if that is the one it wrote to: so for
/// everybody who hears us at all, the routes know the answer. They are asked by connecting a UDP
/// socket, which sends nothing.
public final class LocalAddresses {
    private static final int CAPACITY = 1_024;
    private static final long VALID_SECONDS = 60;

    /// Any but 0: nothing is sent.
    private static final int SOME_PORT = 9;

    private final Optional<PeerEndpoint> bound;
    private final Map<PeerEndpoint, Known> known = new HashMap<>();

    private record Known(Optional<PeerEndpoint> local, long sinceSecond) {}

    /// @param host the address that the port is bound to; empty = all
    public LocalAddresses(String host) {
        bound =
                PeerEndpoint.parse((host.indexOf(':') < 0 ? host : "[" + host + "]") + ":0")
                        .filter(address -> !isWildcard(address));
    }

    private static boolean isWildcard(PeerEndpoint endpoint) {
        return switch (endpoint) {
            case PeerEndpoint.V4(int address, _) -> address == 0;
            case PeerEndpoint.V6(long high, long low, _) -> (high | low) == 0;
        };
    }

    /// Our address as seen by a sender; its port says nothing. Empty if the routes know of none.
    /// What was learnt of a sender is believed for a minute.
    Optional<PeerEndpoint> toward(PeerEndpoint sender, long nowSeconds) {
        if (bound.isPresent()) {
            return bound;
        }
        var key = withPort(sender);
        var before = known.get(key);
        if (before != null && nowSeconds - before.sinceSecond < VALID_SECONDS) {
            return before.local;
        }
        if (known.size() >= CAPACITY) {
            known.clear();
        }
        var local = ask(key);
        known.put(key, new Known(local, nowSeconds));
        return local;
    }

    private static PeerEndpoint withPort(PeerEndpoint sender) {
        return switch (sender) {
            case PeerEndpoint.V4(int address, _) -> new PeerEndpoint.V4(address, SOME_PORT);
            case PeerEndpoint.V6(long high, long low, _) ->
                    new PeerEndpoint.V6(high, low, SOME_PORT);
        };
    }

    private static Optional<PeerEndpoint> ask(PeerEndpoint sender) {
        try (var channel = DatagramChannel.open()) {
            channel.connect(
                    new InetSocketAddress(
                            InetAddress.getByAddress(sender.addressBytes()), sender.port()));
            var local = (InetSocketAddress) channel.getLocalAddress();
            return Optional.of(PeerEndpoint.of(local.getAddress().getAddress(), 0));
        } catch (IOException | UnsupportedAddressTypeException _) {
            return Optional.empty();
        }
    }
}
