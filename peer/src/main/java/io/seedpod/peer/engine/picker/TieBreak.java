package io.seedpod.peer.engine.picker;

/// Chooses among equally rare pieces: leechers that agree on whose piece is whose fetch different
/// ones from a seeder.
@FunctionalInterface
public interface TieBreak {
    /// No preference.
    TieBreak NONE = pieceIndex -> true;

    /// Whether this piece is ours to fetch first.
    boolean prefers(int pieceIndex);
}
