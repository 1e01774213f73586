package io.seedpod.peer.storage.hash;

import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.peer.storage.StorageException;
import java.nio.ByteBuffer;

/// Hashes pieces from storage through one small buffer, whatever a piece's length. For one thread.
///
/// A fetch that was killed early is mostly holes, which read as zeros. Zeros at the beginning of a
/// piece are only counted; a piece of nothing else has a hash that was computed before.
public final class PieceReader {
    private static final int STEP = 128 << 10;

    private final PieceHasher hasher = new PieceHasher();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(STEP);
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(STEP);
    private int length;
    private int done;
    private int zerosBefore;
    private int zerosLength;
    private byte[] zerosHash = {};

    /// The SHA-1 of a piece, in an array that the next call may overwrite.
    public byte[] hash(PieceLayout layout, int pieceIndex, Source source) throws StorageException {
        begin(layout.pieceLength(pieceIndex));
        try {
            while (isUnderWay()) {
                if (step(pieceIndex, source)) {
                    hasher.update(buffer, 0, buffer.limit());
                }
            }
            return end();
        } catch (StorageException e) {
            hasher.finish();
            throw e;
        }
    }

    /// The SHA-1 of two pieces at once, the other's by another reader: an executable needs little
    /// more time for two hashes than for one. What cannot be read ends both.
    Both hash(PieceLayout layout, int pieceIndex, PieceReader other, int othersIndex, Source source)
            throws StorageException {
        begin(layout.pieceLength(pieceIndex));
        other.begin(layout.pieceLength(othersIndex));
        try {
            while (isUnderWay() || other.isUnderWay()) {
                boolean mine = isUnderWay() && step(pieceIndex, source);
                boolean others = other.isUnderWay() && other.step(othersIndex, source);
                int both = mine && others ? Math.min(buffer.limit(), other.buffer.limit()) : 0;
                if (both > 0) {
                    hasher.updateBoth(buffer, other.hasher, other.buffer, both);
                }
                if (mine) {
                    hasher.update(buffer, both, buffer.limit() - both);
                }
                if (others) {
                    other.hasher.update(other.buffer, both, other.buffer.limit() - both);
                }
            }
            return new Both(end(), other.end());
        } catch (StorageException e) {
            hasher.finish();
            other.hasher.finish();
            throw e;
        }
    }

    /// Two hashes, in arrays that the next call of each reader may overwrite.
    @SuppressWarnings("ArrayRecordComponent") // read at once by the one who asked
    record Both(byte[] one, byte[] other) {}

    private void begin(int pieceLength) {
        length = pieceLength;
        done = 0;
        zerosBefore = 0;
    }

    private boolean isUnderWay() {
        return done < length;
    }

    /// Reads on; says whether what is in the buffer is to be hashed now.
    private boolean step(int pieceIndex, Source source) throws StorageException {
        buffer.clear().limit(Math.min(STEP, length - done));
        source.read(pieceIndex, done, buffer);
        int count = buffer.flip().limit();
        boolean onlyZeros = zerosBefore == done && buffer.mismatch(zeros.clear().limit(count)) < 0;
        done += count;
        if (onlyZeros) {
            zerosBefore += count;
        } else {
            updateZeros(zerosBefore);
            zerosBefore = 0;
        }
        return !onlyZeros;
    }

    private byte[] end() {
        return zerosBefore == length ? hashOfZeros(length) : hasher.finish();
    }

    private byte[] hashOfZeros(int count) {
        if (count != zerosLength) {
            updateZeros(count);
            zerosHash = hasher.finish().clone();
            zerosLength = count;
        }
        return zerosHash;
    }

    private void updateZeros(int count) {
        zeros.clear();
        for (int at = 0; at < count; at += STEP) {
            hasher.update(zeros, 0, Math.min(STEP, count - at));
        }
    }

    /// Where the bytes come from.
    public interface Source {
        void read(int pieceIndex, int begin, ByteBuffer target) throws StorageException;
    }
}
