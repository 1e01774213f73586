package io.seedpod.peer.engine.watch;

/// What is tried when a download does not get on, in this order.
public enum WatchStep {
    /// Everything that is owed is asked for again, of everybody.
    REREQUEST,
    /// Known peers are dialled without waiting for the ends of their pauses; of a full house the
    /// most useless leaves.
    NEW_PEERS,
    /// The trackers are asked for peers before their intervals end.
    ANNOUNCE,
    /// Web seeds are called upon, if the torrent has any.
    WEB_SEED
}
