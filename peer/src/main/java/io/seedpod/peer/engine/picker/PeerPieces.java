package io.seedpod.peer.engine.picker;

import io.seedpod.model.wire.Bitfield;

/// What one peer has, and how much of it we still want. Kept up to date by the [PiecePicker] it
/// joined.
public final class PeerPieces {
    private final Bitfield pieces;

    /// Pieces it told it fetches and has not: counted as if it had them.
    private final Bitfield claimed;
    private int claims;

    /// It runs in another zone: asked only for what is not to be had nearby.
    boolean far;

    /// It is about to leave: it does not count, and is asked only for what nobody else has.
    boolean leaving;

    /// It counts among those nearby.
    boolean near;

    /// Pieces it has and we have not verified.
    int wanted;

    /// The picker's version at which it had nothing to fetch from this peer; saves looking again.
    long barrenVersion = -1;

    public PeerPieces(int pieceCount) {
        this.pieces = new Bitfield(pieceCount);
        this.claimed = new Bitfield(pieceCount);
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

    /// It fetches this piece, as it says.
    public boolean claims(int pieceIndex) {
        return claims > 0 && claimed.get(pieceIndex);
    }

    /// It runs in another zone.
    public boolean isFar() {
        return far;
    }

    /// How many pieces it says it fetches.
    public int claimCount() {
        return claims;
    }

    /// Says whether that is news.
    boolean claim(int pieceIndex) {
        boolean fresh = !pieces.get(pieceIndex) && claimed.set(pieceIndex);
        claims += fresh ? 1 : 0;
        return fresh;
    }

    /// Says whether that is news.
    boolean unclaim(int pieceIndex) {
        boolean was = claims(pieceIndex);
        if (was) {
            claimed.clear(pieceIndex);
            claims--;
        }
        return was;
    }

    Bitfield claimed() {
        return claimed;
    }

    /// It counts in the rarity of pieces: seeders have all, and who leaves soon has nothing.
    boolean counts() {
        return !leaving && !isSeeder();
    }

    Bitfield bits() {
        return pieces;
    }
}
