package io.seedpod.peer.session.status;

/// What a torrent is busy with.
public enum TorrentState {
    /// Content on disk is being hashed.
    CHECKING,
    /// The infohash is known; the description comes from peers.
    METADATA,
    DOWNLOADING,
    /// Fetches nothing but what is ordered.
    HELD,
    SEEDING,
    /// About to leave: what nobody else has goes to others.
    DRAINING,
    /// The shared content changed on disk: withdrawn until hashed again.
    CHANGED,
    /// Needs help; `error` says which.
    FAILED,
    STOPPED
}
