package io.seedpod.peer.engine.talk;

/// What peers are banned for: what cannot be an accident of the wire.
public enum BanReason {
    /// Blocks that are not the torrent's.
    WRONG_CONTENT,
    /// A description whose hash is not the infohash.
    WRONG_METADATA,
    /// Hashes of a v2 torrent that do not lead to their root (BEP 52).
    WRONG_HASHES
}
