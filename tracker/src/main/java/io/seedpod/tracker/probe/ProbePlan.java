package io.seedpod.tracker.probe;

import io.seedpod.model.id.PeerEndpoint;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Paces probes: so many a second in all, and one in ten seconds for an address, whatever its
/// ports. One thread; nanoseconds are those of any one steady clock.
final class ProbePlan {
    static final int PROBES_A_SECOND = 50;
    static final long PACE_NANOS = 1_000_000_000L / PROBES_A_SECOND;
    static final long ADDRESS_PAUSE_NANOS = 10_000_000_000L;

    /// When each address was last asked, oldest first; at most as many as are asked in one pause.
    private final Map<PeerEndpoint, Long> askedNanos = new LinkedHashMap<>();

    private long nextNanos = Long.MIN_VALUE;

    /// When the next probe may be made.
    long nextNanos() {
        return nextNanos;
    }

    /// Whether this peer may be asked now, not before `nextNanos`; if so, it counts as asked.
    boolean admits(PeerEndpoint peer, long nowNanos) {
        forget(nowNanos);
        if (askedNanos.putIfAbsent(withoutPort(peer), nowNanos) != null) {
            return false;
        }
        nextNanos = nowNanos + PACE_NANOS;
        return true;
    }

    private void forget(long nowNanos) {
        for (Iterator<Long> oldest = askedNanos.values().iterator(); oldest.hasNext(); ) {
            if (nowNanos - oldest.next() < ADDRESS_PAUSE_NANOS) {
                return;
            }
            oldest.remove();
        }
    }

    private static PeerEndpoint withoutPort(PeerEndpoint peer) {
        return switch (peer) {
            case PeerEndpoint.V4(int address, _) -> new PeerEndpoint.V4(address, 0);
            case PeerEndpoint.V6(long high, long low, _) -> new PeerEndpoint.V6(high, low, 0);
        };
    }
}
