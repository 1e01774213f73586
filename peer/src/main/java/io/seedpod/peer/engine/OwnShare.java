package io.seedpod.peer.engine;

import io.seedpod.model.id.PeerId;
import io.seedpod.peer.engine.picker.TieBreak;
import org.jspecify.annotations.Nullable;

/// Which of the equally rare pieces are ours to fetch: leechers that are connected to each other
/// share them out without a word.
final class OwnShare implements TieBreak {
    // Everybody scores every piece with everybody's peer id, so all agree: a piece belongs to the
    // highest score among those that lack it. We begin with the pieces that are ours, highest score
    // first; then come those where one other is before us, and so on; of two such, the one its
    // owner would fetch last. (Known as rendezvous hashing.)
    private static final int SCORE_BITS = 48;

    private final PeerId self;
    private final Swarm swarm;
    private @Nullable Link asked;

    OwnShare(PeerId self, Swarm swarm) {
        this.self = self;
        this.swarm = swarm;
    }

    /// The same, when this peer is about to be asked: it has the pieces.
    OwnShare whenAsking(Link link) {
        asked = link;
        return this;
    }

    @Override
    public long rank(int pieceIndex) {
        long own = score(self, pieceIndex);
        long highest = own;
        int before = 0;
        for (Link other : swarm.links()) {
            if (other != asked
                    && !other.isSeeder()
                    && (isNear(other) || !isFarAsked())
                    && !other.has(pieceIndex)) {
                long theirs = score(other.peer.peerId(), pieceIndex);
                before += theirs > own ? 1 : 0;
                highest = Math.max(highest, theirs);
            }
        }
        return before == 0 ? own : -highest - ((long) before << SCORE_BITS);
    }

    private boolean isFarAsked() {
        return asked != null && asked.pieces != null && asked.pieces.isFar();
    }

    private static boolean isNear(Link link) {
        return link.pieces == null || !link.pieces.isFar();
    }

    /// SplitMix64's finisher, cut to `SCORE_BITS` bits.
    private static long score(PeerId peer, int pieceIndex) {
        long mixed = (peer.middle() ^ peer.low()) + pieceIndex * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (mixed ^ (mixed >>> 31)) >>> (64 - SCORE_BITS);
    }
}
