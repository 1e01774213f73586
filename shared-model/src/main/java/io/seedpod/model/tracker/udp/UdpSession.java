package io.seedpod.model.tracker.udp;

import java.util.OptionalLong;

/// The connection id a tracker gave us, for as long as we may use it: a minute (BEP 15). Shared by
/// the exchanges with one tracker address, on one thread.
public final class UdpSession {
    private static final long LIFE_NANOS = 60_000_000_000L;

    private boolean known;
    private long connectionId;
    private long expiryNanos;

    public UdpSession() {}

    OptionalLong connectionId(long nowNanos) {
        return known && nowNanos < expiryNanos
                ? OptionalLong.of(connectionId)
                : OptionalLong.empty();
    }

    void remember(long id, long nowNanos) {
        known = true;
        connectionId = id;
        expiryNanos = nowNanos + LIFE_NANOS;
    }

    void forget() {
        known = false;
    }
}
