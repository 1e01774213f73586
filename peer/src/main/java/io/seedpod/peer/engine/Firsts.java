package io.seedpod.peer.engine;

import io.seedpod.peer.engine.picker.PiecePicker;

/// What a seeder sends first: first copies, that is, each piece to whoever asked for it first.
///
/// What waits for that are blocks that others could send as well, or will soon. So first copies are
/// soon out, and the last of them do not share the way with blocks that nobody needs from here.
final class Firsts {
    // Nobody waits for longer than HOLD_NANOS, whatever the others do; then its window is filled
    // once. A stalled peer, or one that asks for first copies for ever, costs no more than that.
    private static final long HOLD_NANOS = 250_000_000L;

    private final Content content;
    private final Swarm swarm;

    /// By piece: the connection that its first copy goes to, 0 when nobody has asked.
    private int[] takers = new int[0];

    private int underWay;

    Firsts(Content content, Swarm swarm) {
        this.content = content;
        this.swarm = swarm;
    }

    /// Whether the first waiting request of this peer is to wait on.
    boolean wait(Link link, long nowNanos) {
        return underWay > 0
                && content.isComplete()
                && !isFirst(link, link.uploads.headPiece())
                && nowNanos > link.servedNanos
                && nowNanos < endNanos(link);
    }

    private static long endNanos(Link link) {
        return link.servedNanos + HOLD_NANOS;
    }

    /// When somebody has waited for long enough; `Long.MAX_VALUE` when nobody waits.
    long deadlineNanos() {
        long deadline = Long.MAX_VALUE;
        if (underWay > 0 && content.isComplete()) {
            for (Link link : swarm.links()) {
                if (link.uploads.mayHandOut()) {
                    deadline = Math.min(deadline, endNanos(link));
                }
            }
        }
        return deadline;
    }

    private boolean isFirst(Link link, int pieceIndex) {
        return pieceIndex < takers.length && takers[pieceIndex] == link.number();
    }

    /// A peer asks for a piece.
    void asked(Link link, int pieceIndex) {
        PiecePicker picker = content.picker;
        if (picker == null || !picker.isComplete()) {
            return;
        }
        if (takers.length == 0) {
            takers = new int[link.pieces == null ? 0 : link.pieces.pieceCount()];
        }
        if (pieceIndex < takers.length
                && takers[pieceIndex] == 0
                && picker.availability(pieceIndex) == 0) {
            takers[pieceIndex] = link.number();
        }
    }

    /// The first waiting request of this peer is handed out.
    void handsOut(Link link, long nowNanos) {
        int piece = link.uploads.headPiece();
        if (isFirst(link, piece)) {
            underWay += link.firsts.add(key(piece, link.uploads.headBegin())) ? 1 : 0;
        } else {
            link.servedNanos = nowNanos;
        }
    }

    /// A block has left. Says whether the last first copy is out, so that others may be served.
    boolean sent(Link link, int pieceIndex, int begin) {
        if (link.firsts.isEmpty() || !link.firsts.remove(key(pieceIndex, begin))) {
            return false;
        }
        underWay--;
        return underWay == 0;
    }

    /// A request is refused: the first copy goes to whoever asks next.
    void refused(Link link, int pieceIndex) {
        if (isFirst(link, pieceIndex)) {
            takers[pieceIndex] = 0;
        }
    }

    /// The same, when a peer goes.
    boolean left(Link link) {
        boolean last = underWay > 0 && underWay == link.firsts.size();
        underWay -= link.firsts.size();
        link.firsts.clear();
        for (int piece = 0; piece < takers.length; piece++) {
            takers[piece] = takers[piece] == link.number() ? 0 : takers[piece];
        }
        return last;
    }

    private static long key(int pieceIndex, int begin) {
        return (long) pieceIndex << 32 | begin;
    }
}
