package io.seedpod.peer.net;

import io.seedpod.peer.net.place.Refusal;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Bounds the connections of one acceptor that have not said who they are: in all, and from one
/// address. One per loop, so that nothing is shared.
final class AcceptGate {
    private static final int MAX_HALF_OPEN = 256;
    private static final int MAX_HALF_OPEN_PER_ADDRESS = 64;

    private final Map<InetAddress, Integer> halfOpen = new HashMap<>();
    private int total;

    /// Lets a connection in, null; otherwise close it.
    @Nullable Refusal enter(InetAddress address) {
        int from = halfOpen.getOrDefault(address, 0);
        if (total >= MAX_HALF_OPEN) {
            return Refusal.HALF_OPEN;
        }
        if (from >= MAX_HALF_OPEN_PER_ADDRESS) {
            return Refusal.HALF_OPEN_OF_ADDRESS;
        }
        total++;
        halfOpen.put(address, from + 1);
        return null;
    }

    /// It has introduced itself, or gone.
    void leave(InetAddress address) {
        total--;
        halfOpen.computeIfPresent(address, (_, from) -> from == 1 ? null : from - 1);
    }
}
