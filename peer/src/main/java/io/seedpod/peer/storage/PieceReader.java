package io.seedpod.peer.storage;

import io.seedpod.model.metainfo.PieceLayout;
import java.nio.ByteBuffer;

/// Hashes pieces from storage through one small buffer, whatever a piece's length. For one thread.
///
/// A fetch that was killed early is mostly holes, which read as zeros. Zeros at the beginning of a
/// piece are only counted; a piece of nothing else has a hash that was computed before.
final class PieceReader {
    private static final int STEP = 256 << 10;

    private final PieceHasher hasher = new PieceHasher();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(STEP);
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(STEP);
    private int zerosLength;
    private byte[] zerosHash = {};

    /// The SHA-1 of a piece, in an array that the next call may overwrite.
    byte[] hash(PieceLayout layout, int pieceIndex, Source source) throws StorageException {
        int length = layout.pieceLength(pieceIndex);
        int zerosBefore = 0;
        try {
            for (int begin = 0; begin < length; begin += STEP) {
                buffer.clear().limit(Math.min(STEP, length - begin));
                source.read(pieceIndex, begin, buffer);
                int count = buffer.flip().limit();
                if (zerosBefore == begin && buffer.mismatch(zeros.clear().limit(count)) < 0) {
                    zerosBefore += count;
                    continue;
                }
                updateZeros(zerosBefore);
                zerosBefore = 0;
                hasher.update(buffer, 0, count);
            }
        } catch (StorageException e) {
            hasher.finish();
            throw e;
        }
        return zerosBefore == length ? hashOfZeros(length) : hasher.finish();
    }

    private byte[] hashOfZeros(int length) {
        if (length != zerosLength) {
            updateZeros(length);
            zerosHash = hasher.finish().clone();
            zerosLength = length;
        }
        return zerosHash;
    }

    private void updateZeros(int length) {
        zeros.clear();
        for (int done = 0; done < length; done += STEP) {
            hasher.update(zeros, 0, Math.min(STEP, length - done));
        }
    }

    /// Where the bytes come from.
    interface Source {
        void read(int pieceIndex, int begin, ByteBuffer target) throws StorageException;
    }
}
