package io.seedpod.peer.engine.talk;

import io.seedpod.peer.engine.choker.SeedOrder;

/// Bounds on what moves: memory, queues and slots of one torrent.
///
/// @param openPieces pieces that may hold a buffer at once, see `BudgetChanged`
/// @param maxRequestLength longest request between our own peers, bytes; others get 16 KiB at most
/// @param maxInFlightBytes requested and not yet received, per connection
/// @param maxQueuedRequests requests of one peer that wait here; told as `reqq`
/// @param uploadWindowBytes handed to `SendBlock` and not yet `BlockSent`, per connection
/// @param unchokeSlots peers that may download at once, beside one more
/// @param seedOrder who of those keeps a slot while we seed
public record TransferLimits(
        int openPieces,
        int maxRequestLength,
        int maxInFlightBytes,
        int maxQueuedRequests,
        int uploadWindowBytes,
        int unchokeSlots,
        SeedOrder seedOrder) {
    /// Slots are lent in turn.
    public TransferLimits(
            int openPieces,
            int maxRequestLength,
            int maxInFlightBytes,
            int maxQueuedRequests,
            int uploadWindowBytes,
            int unchokeSlots) {
        this(
                openPieces,
                maxRequestLength,
                maxInFlightBytes,
                maxQueuedRequests,
                uploadWindowBytes,
                unchokeSlots,
                SeedOrder.IN_TURN);
    }

    public static TransferLimits defaults() {
        return new TransferLimits(64, 1 << 20, 16 << 20, 2000, 2 << 20, 20);
    }

    /// The same with another budget of open pieces.
    public TransferLimits withOpenPieces(int pieces) {
        return new TransferLimits(
                pieces,
                maxRequestLength,
                maxInFlightBytes,
                maxQueuedRequests,
                uploadWindowBytes,
                unchokeSlots,
                seedOrder);
    }

    /// The same with other slots.
    public TransferLimits withSlots(int slots, SeedOrder order) {
        return new TransferLimits(
                openPieces,
                maxRequestLength,
                maxInFlightBytes,
                maxQueuedRequests,
                uploadWindowBytes,
                slots,
                order);
    }
}
