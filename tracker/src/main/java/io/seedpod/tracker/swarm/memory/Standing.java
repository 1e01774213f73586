package io.seedpod.tracker.swarm.memory;

/// When a peer is handed out.
enum Standing {
    /// In turn.
    READY,
    /// After those who are ready: told of by somebody else, or probed in vain.
    HELD_BACK,
    /// After those who are ready, and if it is a seeder not counted: it is about to leave.
    DRAINING
}
