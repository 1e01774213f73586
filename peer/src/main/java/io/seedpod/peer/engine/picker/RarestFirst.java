package io.seedpod.peer.engine.picker;

import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/// Chooses the piece to open next.
final class RarestFirst {
    // The first few pieces are any of the peer's, so that a newcomer soon has something to give.
    // After them, rarest first: bucket by bucket, and within a bucket the best ranked of some
    // pieces looked at from a random place. So a choice costs a look at each piece the peer lacks
    // before the first it has, and TIES_LOOKED_AT ranks.
    private static final int RANDOM_FIRST_PIECES = 4;
    private static final int TIES_LOOKED_AT = 128;
    private static final int NONE = -1;

    private final RarityOrder order;
    private final Nearby nearby;
    private final RandomGenerator random;

    /// Which pieces are looked at now.
    private IntPredicate among = _ -> true;

    RarestFirst(RarityOrder order, Nearby nearby, RandomGenerator random) {
        this.order = order;
        this.nearby = nearby;
        this.random = random;
    }

    /// A listed piece that the peer has, -1 when there is none for it.
    ///
    /// @param before how many pieces are verified or open already
    /// @param idle the peer is asked for nothing at present
    /// @param such only these are looked at
    int choose(PeerPieces peer, TieBreak tieBreak, int before, boolean idle, IntPredicate such) {
        if (order.size() == 0) {
            return NONE;
        }
        among = such;
        if (peer.far) {
            return rarest(peer, tieBreak, nearby.isOpen());
        }
        return before < RANDOM_FIRST_PIECES
                ? best(peer, tieBreak, 0, order.size(), TIES_LOOKED_AT)
                : rarest(peer, tieBreak, idle);
    }

    /// Any listed piece that the peer has, -1 when there is none.
    int any(PeerPieces peer) {
        among = _ -> true;
        return order.size() == 0 ? NONE : best(peer, _ -> 0, 0, order.size(), 1);
    }

    /// Pieces that no leecher has are shared out by the tie break. Those of others are for a peer
    /// that has nothing else to do: so the two of us rarely fetch the same, and yet nobody waits
    /// for a slow one. So it is with every piece that a peer of another zone has: each of our zone
    /// fetches its share. A seeder is not asked for what leechers have while it alone has some.
    private int rarest(PeerPieces peer, TieBreak tieBreak, boolean idle) {
        int bucket = 0;
        while (bucket < order.size()) {
            int rarity = order.availability(order.pieceAt(bucket));
            int end = order.end(rarity);
            int pieceIndex = best(peer, tieBreak, bucket, end, TIES_LOOKED_AT);
            if (pieceIndex != NONE
                    && (idle || (rarity > 0 && !peer.far) || tieBreak.rank(pieceIndex) >= 0)) {
                return pieceIndex;
            }
            if (pieceIndex != NONE && peer.isSeeder()) {
                return NONE;
            }
            bucket = end;
        }
        return NONE;
    }

    private int best(PeerPieces peer, TieBreak tieBreak, int from, int end, int atMost) {
        int best = NONE;
        long bestRank = Long.MIN_VALUE;
        int looked = 0;
        int index = from + random.nextInt(end - from);
        for (int i = from; i < end && looked < atMost; i++) {
            int pieceIndex = order.pieceAt(index);
            index = index + 1 == end ? from : index + 1;
            if (peer.has(pieceIndex)
                    && among.test(pieceIndex)
                    && nearby.mayAsk(peer, pieceIndex, order.availability(pieceIndex))) {
                looked++;
                long rank = tieBreak.rank(pieceIndex);
                if (best == NONE || rank > bestRank) {
                    best = pieceIndex;
                    bestRank = rank;
                }
            }
        }
        return best;
    }
}
