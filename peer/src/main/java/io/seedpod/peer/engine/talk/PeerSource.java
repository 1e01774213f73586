package io.seedpod.peer.engine.talk;

/// Who named a peer. A private torrent accepts peers from trackers alone (BEP 27).
public enum PeerSource {
    TRACKER,
    /// The user, a magnet link or another program of ours.
    USER,
    /// Another peer (BEP 11).
    EXCHANGE
}
