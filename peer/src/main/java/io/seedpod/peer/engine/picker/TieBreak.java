package io.seedpod.peer.engine.picker;

/// Orders equally rare pieces: leechers that agree on whose piece is whose fetch different ones
/// from a seeder.
@FunctionalInterface
public interface TieBreak {
    /// No preference: chance decides.
    TieBreak NONE = _ -> 0;

    /// The higher, the sooner we should fetch this piece. Below 0: another leecher is likely to
    /// fetch it, and we would do so only for want of anything better.
    long rank(int pieceIndex);
}
