package io.seedpod.peer.engine;

import io.seedpod.model.wire.PeerMessage;
import io.seedpod.peer.engine.blame.Blame;
import io.seedpod.peer.engine.picker.PiecePicker;
import java.util.stream.IntStream;

/// What becomes of a checked piece: told to those who lack it, or fetched again and somebody
/// blamed.
final class Verdicts {
    private final Content content;
    private final Swarm swarm;
    private final Outbox out;
    private final HashExchange hashes;
    private final Blame blame = new Blame();

    Verdicts(Content content, Swarm swarm, Outbox out, HashExchange hashes) {
        this.hashes = hashes;
        this.content = content;
        this.swarm = swarm;
        this.out = out;
    }

    /// The piece failed before with several contributors: its block sums will tell who lied.
    boolean wantsSums(int pieceIndex) {
        return blame.wantsSums(pieceIndex);
    }

    /// The piece is ours. Says whether that is news.
    boolean verified(TorrentEvent.PieceVerified event, long nowNanos) {
        PiecePicker picker = content.picker;
        int piece = event.pieceIndex();
        if (picker == null) {
            return false;
        }
        for (int guilty : blame.verified(piece, event.blockSums())) {
            ban(guilty, piece, nowNanos);
        }
        if (!picker.verified(piece)) {
            return false;
        }
        content.verifiedLength += content.pieceLength(piece);
        for (Link link : swarm.links()) {
            if (link.pieces != null) {
                picker.forget(link.pieces, piece);
                updateInterest(link, nowNanos);
            }
            if (!link.has(piece) || link.standing.draining()) {
                out.send(link, new PeerMessage.Have(piece), nowNanos);
            }
        }
        return true;
    }

    void failed(TorrentEvent.PieceFailed event, long nowNanos) {
        PiecePicker picker = content.picker;
        int piece = event.pieceIndex();
        if (picker == null || !picker.isChecking(piece)) {
            return;
        }
        int[] contributors = picker.contributors(piece);
        picker.failed(piece);
        content.wasted += content.pieceLength(piece);
        for (int guilty : blame.failed(piece, contributors, event.blockSums())) {
            ban(guilty, piece, nowNanos);
        }
        if (IntStream.of(contributors).distinct().count() > 1) {
            hashes.failed(piece, contributors, event.leaves(), nowNanos);
        }
    }

    /// Right, but the disk refused it.
    void notStored(int pieceIndex) {
        PiecePicker picker = content.picker;
        if (picker != null && picker.isChecking(pieceIndex)) {
            content.wasted += content.pieceLength(pieceIndex);
            picker.shelved(pieceIndex);
            picker.relist(pieceIndex);
        }
    }

    private void ban(int connection, int pieceIndex, long nowNanos) {
        swarm.ban(
                connection,
                BanReason.WRONG_CONTENT,
                "sent wrong content in piece " + pieceIndex,
                nowNanos);
    }

    /// Tells the peer whether it has anything for us.
    void updateInterest(Link link, long nowNanos) {
        boolean interested = link.pieces != null && link.pieces.isInteresting();
        if (interested != link.peer.amInterested) {
            link.peer.amInterested = interested;
            link.waitsSinceNanos = nowNanos;
            out.send(
                    link,
                    interested ? new PeerMessage.Interested() : new PeerMessage.NotInterested(),
                    nowNanos);
        }
    }
}
