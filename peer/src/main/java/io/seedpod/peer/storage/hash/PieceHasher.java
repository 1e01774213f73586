package io.seedpod.peer.storage.hash;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.peer.storage.sha.Sha1;
import java.nio.ByteBuffer;

/// SHA-1 of pieces that lie in (direct) buffers. One running hash for each thread.
public final class PieceHasher {
    private static final ThreadLocal<PieceHasher> OF_THREAD =
            ThreadLocal.withInitial(PieceHasher::new);

    private static final ThreadLocal<PieceHasher> SECOND_OF_THREAD =
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

    /// The same of two pieces at once.
    ///
    /// @return two answers
    public static boolean[] matches(
            InfoDict info, int one, ByteBuffer bytesOfOne, int other, ByteBuffer bytesOfOther) {
        var first = OF_THREAD.get();
        var second = SECOND_OF_THREAD.get();
        int both = Math.min(bytesOfOne.remaining(), bytesOfOther.remaining());
        first.sha1.updateBoth(
                bytesOfOne,
                bytesOfOne.position(),
                second.sha1,
                bytesOfOther,
                bytesOfOther.position(),
                both);
        first.update(bytesOfOne, bytesOfOne.position() + both, bytesOfOne.remaining() - both);
        second.update(
                bytesOfOther, bytesOfOther.position() + both, bytesOfOther.remaining() - both);
        return new boolean[] {
            info.matches(one, first.finish()), info.matches(other, second.finish())
        };
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

    /// The same for two hashes at once, with as many bytes from the beginning of two buffers.
    void updateBoth(ByteBuffer bytes, PieceHasher other, ByteBuffer othersBytes, int length) {
        sha1.updateBoth(bytes, 0, other.sha1, othersBytes, 0, length);
    }

    /// The hash of all bytes since the last call, in an array that the next call overwrites.
    byte[] finish() {
        sha1.finish(sum);
        return sum;
    }
}
