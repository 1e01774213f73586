package io.seedpod.peer.engine.choker;

/// Who keeps a slot of a seeder when more want one than there are.
public enum SeedOrder {
    /// Everybody for as long as anybody: all finish at about the same time.
    IN_TURN,
    /// Those that take most: their pieces are soonest with others, who can give them on. What is
    /// left by chance lets the others show what they can.
    FASTEST
}
