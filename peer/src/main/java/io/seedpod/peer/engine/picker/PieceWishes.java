package io.seedpod.peer.engine.picker;

import java.util.Arrays;

/// How much each piece is wanted.
public final class PieceWishes {
    private final byte[] ranks;
    private final int most;
    private final boolean even;

    private PieceWishes(byte[] ranks) {
        this.ranks = ranks;
        int greatest = 0;
        boolean alike = true;
        for (byte rank : ranks) {
            alike &= rank == 0 || greatest == 0 || rank == greatest;
            greatest = Math.max(greatest, rank);
        }
        this.most = greatest;
        this.even = alike;
    }

    /// @param ranks of the pieces: 0 = not wanted, otherwise the greater the earlier
    public static PieceWishes of(byte[] ranks) {
        return new PieceWishes(ranks.clone());
    }

    /// Every piece, none before another.
    public static PieceWishes all(int pieceCount) {
        var ranks = new byte[pieceCount];
        Arrays.fill(ranks, (byte) 1);
        return new PieceWishes(ranks);
    }

    int rank(int pieceIndex) {
        return ranks[pieceIndex];
    }

    /// The greatest rank.
    int most() {
        return most;
    }

    /// What is wanted is wanted alike.
    boolean isEven() {
        return even;
    }

    boolean isWanted(int pieceIndex) {
        return ranks[pieceIndex] > 0;
    }
}
