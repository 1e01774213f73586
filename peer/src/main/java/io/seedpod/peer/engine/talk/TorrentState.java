package io.seedpod.peer.engine.talk;

/// What a torrent is doing, for those who watch.
public enum TorrentState {
    /// The info dictionary is still to come from peers.
    FETCHING_METADATA,
    /// The metadata is known; the content on disk is being checked.
    CHECKING,
    DOWNLOADING,
    SEEDING,
    /// The disk refused; uploading goes on with what is verified.
    PAUSED,
    /// About to leave: only uploading, what nobody else has before all.
    DRAINING,
    STOPPING,
    STOPPED
}
