package io.seedpod.peer.engine;

/// The limits one torrent lives within.
public record TorrentOptions(ConnectionLimits connections, TransferLimits transfer) {

    public static TorrentOptions defaults() {
        return new TorrentOptions(ConnectionLimits.defaults(), TransferLimits.defaults());
    }

    /// The same with another budget of open pieces.
    public TorrentOptions withOpenPieces(int pieces) {
        return new TorrentOptions(connections, transfer.withOpenPieces(pieces));
    }
}
