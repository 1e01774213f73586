package io.seedpod.simulation;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.HashProof;
import io.seedpod.model.merkle.HashRange;
import io.seedpod.model.merkle.HashRow;
import io.seedpod.model.merkle.Merkle;
import io.seedpod.model.merkle.TreeShape;
import io.seedpod.model.metainfo.PieceLayout;
import java.io.ByteArrayOutputStream;
import java.util.BitSet;

/// The merkle tree of a file of a hybrid torrent (BEP 52), where a block's content is a number: its
/// leaf is the hash of that.
final class Tree {
    private final HashRow leaves;
    private final Merkle merkle = new Merkle();
    private final TreeShape shape;

    /// @param offset where the file begins: with a piece
    Tree(PieceLayout layout, long offset, long length) {
        shape = new TreeShape(length);
        var sums = new ByteArrayOutputStream();
        for (long at = offset; at < offset + length; at += PieceLayout.BLOCK_LENGTH) {
            int piece = layout.pieceIndexAt(at);
            int block = layout.blockIndex((int) (at - layout.pieceOffset(piece)));
            sums.writeBytes(leaf(Disk.trueSum(piece, block)));
        }
        leaves = new HashRow(0, 0, sums.toByteArray());
    }

    Sha256Hash root() {
        return Sha256Hash.read(leaves.at(shape.height(), merkle).sums(), 0);
    }

    byte[] answer(HashRange range) {
        return HashProof.answer(range, leaves.at(range.baseLayer(), merkle), leaves);
    }

    /// What came of a piece; of a block that is padding alone, zeros.
    static byte[] leaves(long[] contents, BitSet padding) {
        var sums = new ByteArrayOutputStream();
        for (int block = 0; block < contents.length; block++) {
            sums.writeBytes(
                    padding.get(block) ? new byte[Sha256Hash.LENGTH] : leaf(contents[block]));
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
