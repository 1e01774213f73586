package io.seedpod.peer.storage;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.peer.storage.sha.Sha1;
import java.nio.ByteBuffer;

/// SHA-1 of pieces that lie in (direct) buffers. One running hash for each thread.
public final class PieceHasher {
    private static final ThreadLocal<PieceHasher> OF_THREAD =
            ThreadLocal.withInitial(PieceHasher::new);

    private final Sha1 sha1 = Sha1.create();
    private final byte[] sum = new byte[InfoDict.HASH_LENGTH];

    PieceHasher() {}

    /// Whether the bytes between position and limit, which are the whole piece, have the piece's
    /// hash. Moves neither.
    public static boolean matches(InfoDict info, int pieceIndex, ByteBuffer piece) {
        var hasher = OF_THREAD.get();
        hasher.update(piece, piece.position(), piece.remaining());
        return info.matches(pieceIndex, hasher.finish());
    }

    /// A sum of each block of a piece: the first 8 bytes of its SHA-1, so that a liar cannot choose
    /// bytes to match. Moves neither position nor limit.
    public static long[] blockSums(ByteBuffer piece) {
        var hasher = OF_THREAD.get();
        int length = piece.remaining();
        var sums = new long[(length + PieceLayout.BLOCK_LENGTH - 1) / PieceLayout.BLOCK_LENGTH];
        for (int i = 0; i < sums.length; i++) {
            int begin = i * PieceLayout.BLOCK_LENGTH;
            hasher.update(
                    piece,
                    piece.position() + begin,
                    Math.min(PieceLayout.BLOCK_LENGTH, length - begin));
            sums[i] = ByteBuffer.wrap(hasher.finish()).getLong();
        }
        return sums;
    }

    void update(ByteBuffer bytes, int offset, int length) {
        sha1.update(bytes, offset, length);
    }

    /// The hash of all bytes since the last call, in an array that the next call overwrites.
    byte[] finish() {
        sha1.finish(sum);
        return sum;
    }
}
