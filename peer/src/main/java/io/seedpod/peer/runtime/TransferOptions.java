package io.seedpod.peer.runtime;

import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.peer.engine.choker.SeedOrder;
import io.seedpod.peer.engine.talk.TransferLimits;

/// How every torrent of a process gives and takes.
///
/// @param uploadSlots peers that may download at once, beside one more
/// @param seedOrder who of them keeps a slot while we seed
/// @param maxRequestLength longest request between our own peers, bytes; 16 KiB = as everybody
public record TransferOptions(int uploadSlots, SeedOrder seedOrder, int maxRequestLength) {
    public TransferOptions {
        if (uploadSlots < 1 || maxRequestLength < PieceLayout.BLOCK_LENGTH) {
            throw new IllegalArgumentException(
                    "uploadSlots, maxRequestLength: %d, %d (expected: >= 1, >= %d)"
                            .formatted(uploadSlots, maxRequestLength, PieceLayout.BLOCK_LENGTH));
        }
    }

    static TransferOptions defaults() {
        var usual = TransferLimits.defaults();
        return new TransferOptions(
                usual.unchokeSlots(), usual.seedOrder(), usual.maxRequestLength());
    }

    TransferLimits of(TransferLimits limits) {
        return new TransferLimits(
                limits.openPieces(),
                maxRequestLength,
                limits.maxInFlightBytes(),
                limits.maxQueuedRequests(),
                limits.uploadWindowBytes(),
                uploadSlots,
                seedOrder);
    }
}
