package io.seedpod.peer.storage;

import io.seedpod.model.metainfo.PieceLayout;
import java.nio.ByteBuffer;

/// Hashes pieces from storage through one small buffer, whatever a piece's length. For one thread.
final class PieceReader {
    private static final int STEP = 256 << 10;

    private final PieceHasher hasher = new PieceHasher();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(STEP);

    /// The SHA-1 of a piece, in an array that the next call overwrites.
    byte[] hash(PieceLayout layout, int pieceIndex, Source source) throws StorageException {
        int length = layout.pieceLength(pieceIndex);
        try {
            for (int begin = 0; begin < length; begin += STEP) {
                buffer.clear().limit(Math.min(STEP, length - begin));
                source.read(pieceIndex, begin, buffer);
                hasher.update(buffer, 0, buffer.limit());
            }
        } catch (StorageException e) {
            hasher.finish();
            throw e;
        }
        return hasher.finish();
    }

    /// Where the bytes come from.
    interface Source {
        void read(int pieceIndex, int begin, ByteBuffer target) throws StorageException;
    }
}
