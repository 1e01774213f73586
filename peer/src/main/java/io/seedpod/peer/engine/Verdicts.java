package io.seedpod.peer.engine;

import io.seedpod.model.wire.PeerMessage;
import io.seedpod.peer.engine.blame.Blame;
import io.seedpod.peer.engine.blame.Inquest;
import io.seedpod.peer.engine.picker.PiecePicker;
import io.seedpod.peer.engine.talk.BanReason;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/// What becomes of a checked piece: told to those who lack it, or fetched again and somebody
/// blamed.
final class Verdicts implements HashExchange.Findings {
    private final Content content;
    private final Swarm swarm;
    private final Outbox out;
    private final HashExchange hashes;
    private final Blame blame = new Blame();

    /// Whom the sums of pieces accuse that were right the next time, while leaves may tell more.
    private final Map<Integer, Set<Integer>> accused = new LinkedHashMap<>();

    private boolean halvesDiffer;

    Verdicts(Content content, Swarm swarm, Outbox out, HashExchange hashes) {
        this.hashes = hashes;
        this.content = content;
        this.swarm = swarm;
        this.out = out;
        hashes.tell(this);
    }

    /// The piece failed before, and who lied is not known: its block sums will tell.
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
        Set<Integer> others = blame.verified(piece, event.blockSums());
        if (!others.isEmpty()) {
            accused.computeIfAbsent(piece, _ -> new TreeSet<>()).addAll(others);
            tick(nowNanos);
        }
        boolean wanted = picker.lacks(piece);
        if (!picker.verified(piece)) {
            return false;
        }
        content.verifiedLength += content.pieceLength(piece);
        content.lackingLength -= wanted ? content.pieceLength(piece) : 0;
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

    /// The piece is wrong. Says whether it was being checked, and is to be fetched again.
    boolean failed(TorrentEvent.PieceFailed event, long nowNanos) {
        PiecePicker picker = content.picker;
        int piece = event.pieceIndex();
        if (picker == null || !picker.isChecking(piece)) {
            return false;
        }
        int[] contributors = picker.contributors(piece);
        content.wasted += picker.receivedBytes(piece);
        picker.failed(piece);
        Optional<Inquest> inquest =
                content.info == null
                        ? Optional.empty()
                        : Inquest.of(content.info, piece, contributors, event.leaves());
        if (inquest.isEmpty()) {
            for (int guilty : blame.failed(piece, contributors, event.blockSums())) {
                ban(guilty, piece, nowNanos);
            }
        } else if (hashes.open(inquest.get(), nowNanos) && !inquest.get().open().isEmpty()) {
            blame.keep(piece, contributors, event.blockSums());
        }
        return true;
    }

    /// Of a hybrid torrent, who is to blame is for leaves to say where there are any; sums are
    /// believed when there are none.
    void tick(long nowNanos) {
        for (int piece : List.copyOf(accused.keySet())) {
            if (!hashes.isPending(piece, nowNanos)) {
                hashes.close(piece);
                Set<Integer> guilty = Objects.requireNonNull(accused.remove(piece));
                guilty.forEach(connection -> ban(connection, piece, nowNanos));
            }
        }
    }

    @Override
    public void proved(Inquest inquest, long nowNanos) {
        int piece = inquest.pieceIndex();
        blame.forget(piece);
        accused.remove(piece);
        for (int guilty : inquest.guilty()) {
            swarm.ban(
                    guilty,
                    BanReason.WRONG_CONTENT,
                    "sent a wrong block of piece " + piece,
                    nowNanos);
        }
        if (inquest.contradicts() && !halvesDiffer) {
            halvesDiffer = true;
            content.trouble =
                    "the torrent contradicts itself: piece %d is right by its v2 half and wrong by its v1 half, so nobody can have it; whoever made it is to make it anew"
                            .formatted(piece);
            out.add(new TorrentEffect.HalvesDiffer(content.trouble));
        }
    }

    /// Nobody has leaves: it is fetched again and compared. Who alone sends a wrong piece twice
    /// is of no use, whatever it is due to.
    @Override
    public void stuck(Inquest inquest, long nowNanos) {
        OptionalInt only = inquest.only();
        if (only.isPresent() && blame.unproved(only.getAsInt())) {
            ban(only.getAsInt(), inquest.pieceIndex(), nowNanos);
        }
    }

    /// No content can be right by both halves of the torrent (BEP 52).
    boolean halvesDiffer() {
        return halvesDiffer;
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
