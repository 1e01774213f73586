package io.seedpod.peer.storage.pieces;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.Storage;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.hash.PieceHasher;
import java.nio.ByteBuffer;
import java.util.function.IntPredicate;

/// Copies verified pieces from one storage into another: from files to pieces, and back. Blocks.
public final class PieceMerge {
    private PieceMerge() {}

    /// Copies the pieces that are wanted and right; tells which of them were. The source is hashed
    /// on the way.
    public static Bitfield copy(Storage from, Storage to, IntPredicate wanted, Progress progress)
            throws StorageException {
        InfoDict info = from.info();
        var layout = info.layout();
        var copied = new Bitfield(layout.pieceCount());
        long done = 0;
        for (int piece = 0; piece < layout.pieceCount(); piece++) {
            if (wanted.test(piece)) {
                var bytes = ByteBuffer.allocate(layout.pieceLength(piece));
                if (isRead(from, piece, bytes) && PieceHasher.matches(info, piece, bytes)) {
                    to.write(piece, bytes);
                    copied.set(piece);
                }
            }
            done += layout.pieceLength(piece);
            progress.advanced(done, layout.totalLength());
        }
        return copied;
    }

    private static boolean isRead(Storage from, int piece, ByteBuffer bytes)
            throws StorageException {
        try {
            from.read(piece, 0, bytes);
            bytes.flip();
            return true;
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.MISSING
                    || e.kind() == StorageException.Kind.CHANGED) {
                return false;
            }
            throw e;
        }
    }
}
