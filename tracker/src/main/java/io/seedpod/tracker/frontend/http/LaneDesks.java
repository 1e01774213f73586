package io.seedpod.tracker.frontend.http;

import io.netty.util.concurrent.FastThreadLocal;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.frontend.TrackerTime;
import io.seedpod.tracker.limits.Gate;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/// The lanes of one server: a desk for each event loop, and how many connections have a lane. Safe
/// for threads.
final class LaneDesks {
    /// As many connections as the server itself takes.
    private static final int MOST_LANES = 10_000;

    private final int port;
    private final Gate gate;
    private final AtomicInteger lanes = new AtomicInteger();
    private final FastThreadLocal<LaneDesk> desk;

    /// @param port on which announces come
    LaneDesks(Tracker tracker, TrackerTime time, Gate gate, HttpObserver observer, int port) {
        this.port = port;
        this.gate = gate;
        desk =
                new FastThreadLocal<>() {
                    @Override
                    protected LaneDesk initialValue() {
                        return new LaneDesk(tracker, time, gate, observer);
                    }
                };
    }

    int port() {
        return port;
    }

    /// Whether what comes from there may have a lane: a proxy says in a header who asks, which the
    /// server reads.
    boolean isOpenTo(SocketAddress remote) {
        return gate.proxies().isEmpty()
                || !(remote instanceof InetSocketAddress address
                        && gate.proxies()
                                .contains(
                                        PeerEndpoint.of(
                                                address.getAddress().getAddress(),
                                                address.getPort())));
    }

    /// The calling event loop's.
    LaneDesk here() {
        return desk.get();
    }

    /// Whether there is room for a lane more; who gets one must leave.
    boolean enter() {
        if (lanes.incrementAndGet() <= MOST_LANES) {
            return true;
        }
        lanes.decrementAndGet();
        return false;
    }

    void leave() {
        lanes.decrementAndGet();
    }
}
