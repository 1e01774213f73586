package io.seedpod.peer.engine;

import io.seedpod.peer.engine.rate.RateLimits;

/// The limits one torrent lives within, and what it fetches first.
///
/// @param inOrder from the first piece to the last, for whoever reads along; otherwise what is
///     rarest, which is faster where many fetch together
/// @param rates of this torrent alone; what the process allows comes as `RatesChanged`
public record TorrentOptions(
        ConnectionLimits connections, TransferLimits transfer, boolean inOrder, RateLimits rates) {

    /// Rarest first, as fast as it goes.
    public TorrentOptions(ConnectionLimits connections, TransferLimits transfer) {
        this(connections, transfer, false, RateLimits.NONE);
    }

    public static TorrentOptions defaults() {
        return new TorrentOptions(ConnectionLimits.defaults(), TransferLimits.defaults());
    }

    /// The same with another budget of open pieces.
    public TorrentOptions withOpenPieces(int pieces) {
        return new TorrentOptions(connections, transfer.withOpenPieces(pieces), inOrder, rates);
    }

    public TorrentOptions withTransfer(TransferLimits limits) {
        return new TorrentOptions(connections, limits, inOrder, rates);
    }

    public TorrentOptions withConnections(ConnectionLimits limits) {
        return new TorrentOptions(limits, transfer, inOrder, rates);
    }

    public TorrentOptions withInOrder(boolean wanted) {
        return new TorrentOptions(connections, transfer, wanted, rates);
    }

    public TorrentOptions withRates(RateLimits limits) {
        return new TorrentOptions(connections, transfer, inOrder, limits);
    }
}
