package io.seedpod.peer.engine.talk;

import io.seedpod.model.tracker.Labels;
import io.seedpod.peer.engine.files.FileChoice;
import io.seedpod.peer.engine.picker.PieceOrder;
import io.seedpod.peer.engine.rate.RateLimits;

/// The limits one torrent lives within, what it fetches first, and where it runs.
///
/// @param order which piece is fetched first
/// @param rates of this torrent alone; what the process allows comes as `RatesChanged`
/// @param labels told to peers of ours; a zone keeps traffic within it
/// @param files which of them are fetched, and which first
public record TorrentOptions(
        ConnectionLimits connections,
        TransferLimits transfer,
        PieceOrder order,
        RateLimits rates,
        Labels labels,
        FileChoice files) {

    /// Rarest first, as fast as it goes.
    public TorrentOptions(ConnectionLimits connections, TransferLimits transfer) {
        this(
                connections,
                transfer,
                PieceOrder.RAREST_FIRST,
                RateLimits.NONE,
                Labels.NONE,
                FileChoice.ALL);
    }

    public static TorrentOptions defaults() {
        return new TorrentOptions(ConnectionLimits.defaults(), TransferLimits.defaults());
    }

    /// The same with another budget of open pieces.
    public TorrentOptions withOpenPieces(int pieces) {
        return new TorrentOptions(
                connections, transfer.withOpenPieces(pieces), order, rates, labels, files);
    }

    public TorrentOptions withTransfer(TransferLimits limits) {
        return new TorrentOptions(connections, limits, order, rates, labels, files);
    }

    public TorrentOptions withConnections(ConnectionLimits limits) {
        return new TorrentOptions(limits, transfer, order, rates, labels, files);
    }

    public TorrentOptions withOrder(PieceOrder wanted) {
        return new TorrentOptions(connections, transfer, wanted, rates, labels, files);
    }

    public TorrentOptions withRates(RateLimits limits) {
        return new TorrentOptions(connections, transfer, order, limits, labels, files);
    }

    /// The same, elsewhere.
    public TorrentOptions withLabels(Labels where) {
        return new TorrentOptions(connections, transfer, order, rates, where, files);
    }

    public TorrentOptions withFiles(FileChoice choice) {
        return new TorrentOptions(connections, transfer, order, rates, labels, choice);
    }
}
