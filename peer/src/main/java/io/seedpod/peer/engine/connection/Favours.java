package io.seedpod.peer.engine.connection;

import java.util.HashSet;
import java.util.Set;

/// The pieces one peer lets us fetch while it chokes us (BEP 6, allowed fast). Bounded: what is
/// offered beyond that is not used.
public final class Favours {
    /// More than anybody offers: BEP 6 speaks of ten.
    static final int MAX_PIECES = 64;

    private final Set<Integer> pieces = new HashSet<>();
    private boolean changed;

    /// One more is offered.
    public void add(int pieceIndex) {
        if (pieces.size() < MAX_PIECES) {
            changed |= pieces.add(pieceIndex);
        }
    }

    /// It was asked for and refused: not again.
    public void refused(int pieceIndex) {
        changed |= pieces.remove(pieceIndex);
    }

    /// The peer came to have this piece, or has it no more.
    public void touched(int pieceIndex) {
        changed |= !pieces.isEmpty() && pieces.contains(pieceIndex);
    }

    public boolean isEmpty() {
        return pieces.isEmpty();
    }

    /// Whether [#pieces], or which of them the peer has, are others than when this was asked last.
    public boolean changed() {
        boolean was = changed;
        changed = false;
        return was;
    }

    public Set<Integer> pieces() {
        return Set.copyOf(pieces);
    }
}
