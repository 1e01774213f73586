package io.seedpod.peer.engine.picker;

/// Which piece is opened next.
public enum PieceOrder {
    /// What fewest have: nothing dies out, and everybody has something for everybody.
    RAREST_FIRST,
    /// The first that is missing, for whoever reads along. Slower where many fetch together.
    FIRST_MISSING,
    /// Any. What rarest first is compared with.
    RANDOM
}
