package io.seedpod.peer.net;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/// Bounds the connections of one acceptor that have not said who they are: in all, and from one
/// address. One per loop, so that nothing is shared.
final class AcceptGate {
    private static final int MAX_HALF_OPEN = 256;
    private static final int MAX_HALF_OPEN_PER_ADDRESS = 64;

    private final Map<InetAddress, Integer> halfOpen = new HashMap<>();
    private int total;

    /// Lets a connection in; false = close it.
    boolean enter(InetAddress address) {
        int from = halfOpen.getOrDefault(address, 0);
        if (total >= MAX_HALF_OPEN || from >= MAX_HALF_OPEN_PER_ADDRESS) {
            return false;
        }
        total++;
        halfOpen.put(address, from + 1);
        return true;
    }

    /// It has introduced itself, or gone.
    void leave(InetAddress address) {
        total--;
        halfOpen.computeIfPresent(address, (_, from) -> from == 1 ? null : from - 1);
    }
}
