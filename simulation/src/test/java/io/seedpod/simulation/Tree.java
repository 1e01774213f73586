package io.seedpod.simulation;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.HashProof;
import io.seedpod.model.merkle.HashRange;
import io.seedpod.model.merkle.HashRow;
import io.seedpod.model.merkle.Merkle;
import io.seedpod.model.merkle.TreeShape;
import io.seedpod.model.metainfo.PieceLayout;
import java.io.ByteArrayOutputStream;

/// The merkle tree of a hybrid torrent of one file (BEP 52), where a block's content is a number:
/// its leaf is the hash of that.
final class Tree {
    private final HashRow leaves;
    private final Merkle merkle = new Merkle();
    private final TreeShape shape;

    Tree(PieceLayout layout) {
        shape = new TreeShape(layout.totalLength());
        var sums = new ByteArrayOutputStream();
        for (int piece = 0; piece < layout.pieceCount(); piece++) {
            for (int block = 0; block < layout.blockCount(piece); block++) {
                sums.writeBytes(leaf(Disk.trueSum(piece, block)));
            }
        }
        leaves = new HashRow(0, 0, sums.toByteArray());
    }

    Sha256Hash root() {
        return Sha256Hash.read(leaves.at(shape.height(), merkle).sums(), 0);
    }

    byte[] answer(HashRange range) {
        return HashProof.answer(range, leaves.at(range.baseLayer(), merkle), leaves);
    }

    /// What came of a piece.
    static byte[] leaves(long[] contents) {
        var sums = new ByteArrayOutputStream();
        for (long content : contents) {
            sums.writeBytes(leaf(content));
        }
        return sums.toByteArray();
    }

    private static byte[] leaf(long content) {
        var bytes = new byte[Long.BYTES];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) (content >>> (Byte.SIZE * at));
        }
        return Sha256Hash.of(bytes).bytes();
    }
}
