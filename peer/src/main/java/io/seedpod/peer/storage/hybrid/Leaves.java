package io.seedpod.peer.storage.hybrid;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.TreeShape;
import io.seedpod.model.metainfo.InfoDict;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// SHA-256 of the blocks of a piece, in order: the leaves of a file's tree. For one thread.
public final class Leaves {
    private static final int LEAF = TreeShape.LEAF_LENGTH;

    private final MessageDigest digest = sha256();

    /// The leaves of the bytes between position and limit, 32 bytes each; moves neither. They begin
    /// with a block, and only the last may be shorter.
    public static byte[] of(ByteBuffer content) {
        int length = content.remaining();
        var sums = new byte[count(length) * Sha256Hash.LENGTH];
        new Leaves().add(content, length, sums, 0);
        return sums;
    }

    /// What a whole piece of a hybrid has for leaves, one for each of its blocks, and none if the
    /// torrent is no hybrid. Of padding alone: zeros, as it shall be. A block whose padding is not
    /// zeros has a leaf that is no sum of anything. Position and limit stay.
    public static byte[] ofPiece(InfoDict info, int pieceIndex, ByteBuffer piece) {
        if (info.v2().isEmpty()) {
            return new byte[0];
        }
        int content = info.v2().get().contentLength(info.layout(), pieceIndex);
        int length = piece.remaining();
        var sums = new byte[count(length) * Sha256Hash.LENGTH];
        new Leaves().add(piece, content, sums, 0);
        for (int i = content; i < length; i++) {
            if (piece.get(piece.position() + i) != 0) {
                int from = i / LEAF * Sha256Hash.LENGTH;
                Arrays.fill(sums, from, from + Sha256Hash.LENGTH, (byte) -1);
            }
        }
        return sums;
    }

    /// Leaves that so many bytes have.
    public static int count(int length) {
        return (length + LEAF - 1) / LEAF;
    }

    /// Writes the leaves of the next `length` bytes from the buffer's position on, which stays,
    /// into `sums` from leaf `firstLeaf` on.
    void add(ByteBuffer content, int length, byte[] sums, int firstLeaf) {
        var bytes = content.duplicate();
        int start = content.position();
        try {
            for (int begin = 0; begin < length; begin += LEAF) {
                bytes.limit(start + Math.min(length, begin + LEAF)).position(start + begin);
                digest.update(bytes);
                digest.digest(
                        sums, (firstLeaf + begin / LEAF) * Sha256Hash.LENGTH, Sha256Hash.LENGTH);
            }
        } catch (DigestException e) {
            throw new IllegalStateException("no room for a SHA-256", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
