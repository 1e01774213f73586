package io.seedpod.model.tracker.udp;

import io.seedpod.model.id.PeerEndpoint;
import java.util.Optional;

/// Connection ids that need no memory (BEP 15): a keyed MAC over the client's address, without its
/// port, and a window of 60 seconds.
///
/// An id is accepted in its own window, the two after it and, for clocks that differ between
/// replicas, the one before it: it lives at least two minutes. Replicas with the same key accept
/// each other's ids. A second key is accepted but not issued, so that a key can be changed while
/// clients hold ids of the old one.
public final class ConnectionIds {
    public static final int KEY_LENGTH = SipHash.KEY_LENGTH;

    private static final int WINDOW_SECONDS = 60;
    private static final int OLDEST_WINDOW = -2;
    private static final int NEWEST_WINDOW = 1;
    private static final long V4_MAPPED = 0xFFFF_0000_0000L;

    private final SipHash current;
    private final Optional<SipHash> previous;

    public ConnectionIds(byte[] key) {
        current = new SipHash(key);
        previous = Optional.empty();
    }

    public ConnectionIds(byte[] key, byte[] previousKey) {
        current = new SipHash(key);
        previous = Optional.of(new SipHash(previousKey));
    }

    /// An id for a client; its port does not matter.
    public long issue(PeerEndpoint client, long nowSeconds) {
        return switch (client) {
            case PeerEndpoint.V4(int address, _) -> issue(0, mapped(address), nowSeconds);
            case PeerEndpoint.V6(long high, long low, _) -> issue(high, low, nowSeconds);
        };
    }

    public boolean accepts(long connectionId, PeerEndpoint client, long nowSeconds) {
        return switch (client) {
            case PeerEndpoint.V4(int address, _) ->
                    accepts(connectionId, 0, mapped(address), nowSeconds);
            case PeerEndpoint.V6(long high, long low, _) ->
                    accepts(connectionId, high, low, nowSeconds);
        };
    }

    /// As [#issue], for an address of 16 bytes in two words, big-endian; IPv4 as `::ffff:a.b.c.d`.
    public long issue(long high, long low, long nowSeconds) {
        return current.mac(high, low, window(nowSeconds));
    }

    /// As [#accepts], for an address in two words.
    public boolean accepts(long connectionId, long high, long low, long nowSeconds) {
        return accepts(current, connectionId, high, low, nowSeconds)
                || (previous.isPresent()
                        && accepts(previous.get(), connectionId, high, low, nowSeconds));
    }

    /// The likeliest window first: most ids are fresh.
    private static boolean accepts(
            SipHash key, long connectionId, long high, long low, long nowSeconds) {
        long now = window(nowSeconds);
        for (int window = 0; window >= OLDEST_WINDOW; window--) {
            if (key.mac(high, low, now + window) == connectionId) {
                return true;
            }
        }
        return key.mac(high, low, now + NEWEST_WINDOW) == connectionId;
    }

    private static long window(long nowSeconds) {
        return Math.floorDiv(nowSeconds, WINDOW_SECONDS);
    }

    private static long mapped(int address) {
        return V4_MAPPED | (address & 0xFFFF_FFFFL);
    }
}
