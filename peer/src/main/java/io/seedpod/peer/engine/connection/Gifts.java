package io.seedpod.peer.engine.connection;

import java.util.HashSet;
import java.util.Set;

/// The pieces one peer may fetch while we choke it (BEP 6, allowed fast): a start for those that
/// have nothing to give yet. Each byte of them is given once.
public final class Gifts {
    /// Most pieces given, and the bytes after which no more are.
    public static final int MAX_PIECES = 10;

    private static final long ENOUGH_BYTES = 8 << 20;

    private final Set<Integer> pieces = new HashSet<>();
    private boolean offered;
    private long leftBytes;

    /// Gifts are offered once per connection. Says whether this is the time.
    public boolean mayOffer() {
        boolean first = !offered;
        offered = true;
        return first;
    }

    /// One more piece. Says whether it is given, too.
    public boolean add(int pieceIndex, int pieceLength) {
        if (pieces.size() >= MAX_PIECES || leftBytes >= ENOUGH_BYTES) {
            return false;
        }
        pieces.add(pieceIndex);
        leftBytes += pieceLength;
        return true;
    }

    /// Whether anything was given at all.
    public boolean isEmpty() {
        return pieces.isEmpty();
    }

    /// The choked peer asks for this. Says whether it gets it.
    public boolean take(int pieceIndex, int length) {
        if (!pieces.contains(pieceIndex) || length > leftBytes) {
            return false;
        }
        leftBytes -= length;
        return true;
    }
}
