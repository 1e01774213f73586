package io.seedpod.peer.engine;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.peer.engine.picker.PiecePicker;
import org.jspecify.annotations.Nullable;

/// What the torrent is about and how far it is: metadata, once known, and pieces, once the disk was
/// checked.
final class Content {
    /// What trackers are told to be missing while the metadata is: not 0, for that would be a
    /// seeder.
    private static final long LEFT_UNKNOWN = PieceLayout.BLOCK_LENGTH;

    @Nullable InfoDict info;
    @Nullable PiecePicker picker;
    long verifiedLength;

    /// Bytes that are wanted and not verified.
    long lackingLength;

    /// Why downloading rests, null when it does not.
    @Nullable String trouble;

    /// We are about to leave, and hand over what nobody else has.
    boolean draining;

    long downloaded;
    long uploaded;
    long wasted;

    boolean isPrivate() {
        return info != null && info.privateTorrent();
    }

    boolean isComplete() {
        return picker != null && picker.isComplete();
    }

    /// Nothing that is wanted is missing.
    boolean isDone() {
        return picker != null && picker.isDone();
    }

    boolean has(int pieceIndex) {
        return picker != null && picker.has(pieceIndex);
    }

    long left() {
        return info == null ? LEFT_UNKNOWN : info.layout().totalLength() - verifiedLength;
    }

    /// Counts what is wanted and missing.
    void measure() {
        lackingLength = 0;
        int pieceCount = info == null || picker == null ? 0 : info.layout().pieceCount();
        for (int piece = 0; piece < pieceCount; piece++) {
            lackingLength += picker != null && picker.lacks(piece) ? pieceLength(piece) : 0;
        }
    }

    /// Length of a piece of a torrent whose metadata is known.
    int pieceLength(int pieceIndex) {
        return info == null ? 0 : info.layout().pieceLength(pieceIndex);
    }
}
