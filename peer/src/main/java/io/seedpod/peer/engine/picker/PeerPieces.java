package io.seedpod.peer.engine.picker;

import io.seedpod.model.wire.Bitfield;

/// What one peer has, and how much of it we still want. Kept up to date by the [PiecePicker] it
/// joined.
public final class PeerPieces {
    private final Bitfield pieces;

    /// Pieces it has and we have not verified.
    int wanted;

    /// The picker's version at which it had nothing to fetch from this peer; saves looking again.
    long barrenVersion = -1;

    public PeerPieces(int pieceCount) {
        this.pieces = new Bitfield(pieceCount);
    }

    public boolean has(int pieceIndex) {
        return pieces.get(pieceIndex);
    }

    public boolean isSeeder() {
        return pieces.pieceCount() > 0 && pieces.isFull();
    }

    public int count() {
        return pieces.cardinality();
    }

    public int pieceCount() {
        return pieces.pieceCount();
    }

    /// It has something that we lack.
    public boolean isInteresting() {
        return wanted > 0;
    }

    /// Those of its pieces that are among these: to pick from, not to join the picker with. Told
    /// apart from what it comes to have or loses later.
    public PeerPieces among(Iterable<Integer> few) {
        PeerPieces part = new PeerPieces(pieceCount());
        for (int piece : few) {
            if (piece < pieceCount() && has(piece) && part.pieces.set(piece)) {
                part.wanted++;
            }
        }
        return part;
    }

    /// A copy of what it has.
    public Bitfield copy() {
        return pieces.copy();
    }

    Bitfield bits() {
        return pieces;
    }
}
