package io.seedpod.peer.storage;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.PieceLayout;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-1 of pieces that lie in (direct) buffers.
///
/// Java's digest takes a direct buffer through an array of 4 KiB of its own, which stays in the
/// processor's nearest cache: measured, larger steps cost more. One digest for each thread; all
/// that is allocated is a view of the buffer.
public final class PieceHasher {
    private static final ThreadLocal<PieceHasher> OF_THREAD =
            ThreadLocal.withInitial(PieceHasher::new);

    private final MessageDigest digest;
    private final byte[] sum = new byte[InfoDict.HASH_LENGTH];

    PieceHasher() {
        try {
            digest = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-1", e);
        }
    }

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
        digest.update(bytes.slice(offset, length));
    }

    /// The hash of all bytes since the last call, in an array that the next call overwrites.
    byte[] finish() {
        try {
            digest.digest(sum, 0, sum.length);
            return sum;
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-1 is 20 bytes long", e);
        }
    }
}
