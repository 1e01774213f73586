package io.seedpod.peer.engine.picker;

import io.seedpod.model.wire.Bitfield;

/// Which pieces are to be had from peers near us, so that those far away need not be asked.
final class Nearby {
    private final int[] holders;

    /// Pieces that a seeder has sent to somebody, as it says.
    private final Bitfield sent;

    /// Nothing came for a while: anybody may be asked for anything.
    private boolean open;

    Nearby(int pieceCount) {
        this.holders = new int[pieceCount];
        this.sent = new Bitfield(pieceCount);
    }

    boolean isOpen() {
        return open;
    }

    /// Says whether that is a change.
    boolean open(boolean anybody) {
        boolean changed = open != anybody;
        open = anybody;
        return changed;
    }

    /// Whether this peer may be asked for a piece that it has.
    ///
    /// @param availability leechers that have or fetch the piece, and one more if it was [#sent]
    boolean mayAsk(PeerPieces peer, int pieceIndex, int availability) {
        return open
                || ((!peer.far || holders[pieceIndex] == 0)
                        && (!peer.leaving || availability == (sent.get(pieceIndex) ? 1 : 0)));
    }

    /// A seeder says that it has sent this piece to somebody. Says whether that is news.
    boolean sent(int pieceIndex) {
        return sent.set(pieceIndex);
    }

    boolean isSent(int pieceIndex) {
        return sent.get(pieceIndex);
    }

    void add(int pieceIndex, int step) {
        holders[pieceIndex] += step;
    }

    void addAll(Bitfield pieces, int step) {
        for (int piece = pieces.nextSet(0); piece >= 0; piece = pieces.nextSet(piece + 1)) {
            holders[piece] += step;
        }
    }
}
