package io.seedpod.peer.net.mse;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/// Bounds the key exchanges that strangers may have us compute in a second: in all, and for one
/// address. One per acceptor's loop, so that nothing is shared.
///
/// Some 0.1 ms each on a JVM: the bound is a hundredth of a processor or two. Who is turned away is
/// closed, and comes again later.
final class ExchangeAllowance {
    static final int MAX_PER_SECOND = 100;
    static final int MAX_PER_ADDRESS = 25;
    private static final long SECOND = 1_000_000_000L;

    private final Map<InetAddress, Integer> counts = new HashMap<>();
    private int total;
    private long secondBeganNanos;

    ExchangeAllowance(long nowNanos) {
        secondBeganNanos = nowNanos;
    }

    /// Counts one more; false = not now.
    boolean take(InetAddress address, long nowNanos) {
        if (nowNanos - secondBeganNanos >= SECOND) {
            secondBeganNanos = nowNanos;
            counts.clear();
            total = 0;
        }
        int before = counts.getOrDefault(address, 0);
        if (total >= MAX_PER_SECOND || before >= MAX_PER_ADDRESS) {
            return false;
        }
        total++;
        counts.put(address, before + 1);
        return true;
    }
}
