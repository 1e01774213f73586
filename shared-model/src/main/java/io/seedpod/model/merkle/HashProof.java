package io.seedpod.model.merkle;

import io.seedpod.model.id.Sha256Hash;
import java.util.Arrays;
import java.util.Optional;

/// Checks the sums that a peer sends, and makes those that we send.
public final class HashProof {
    private static final int LENGTH = Sha256Hash.LENGTH;

    private HashProof() {}

    /// The nodes of a range, `range.length()` sums, if these sums are theirs beyond doubt: their
    /// proof ends at the root. Empty for any other bytes, and for a range that is not of this tree
    /// or is not proved up to the root.
    public static Optional<byte[]> proved(HashRange range, TreeShape shape, byte[] sums) {
        if (!range.fits(shape)
                || sums.length != range.sumsLength()
                || range.ancestorLayer() + range.uncleCount() != shape.height()) {
            return Optional.empty();
        }
        var merkle = new Merkle();
        byte[] nodes = Arrays.copyOf(sums, range.length() * LENGTH);
        var node = merkle.reduce(nodes, range.baseLayer(), range.ancestorLayer());
        int index = range.index() / range.length();
        for (int offset = nodes.length; offset < sums.length; offset += LENGTH) {
            var uncle = Sha256Hash.read(sums, offset);
            node = (index & 1) == 0 ? merkle.parent(node, uncle) : merkle.parent(uncle, node);
            index >>= 1;
        }
        return node.equals(range.piecesRoot()) ? Optional.of(nodes) : Optional.empty();
    }

    /// The sums that answer a range.
    ///
    /// @param low nodes of the base layer: those of the range, and all below the same nodes of
    ///     `high` as they
    /// @param high all nodes of a layer at or above the base layer
    public static byte[] answer(HashRange range, HashRow low, HashRow high) {
        var merkle = new Merkle();
        var sums = new byte[range.sumsLength()];
        low.copy(range.index(), range.length(), sums, 0);
        long index = range.index() / range.length();
        for (int i = 0; i < range.uncleCount(); i++) {
            int layer = range.ancestorLayer() + i;
            var row = layer < high.layer() ? low.at(layer, merkle) : high.at(layer, merkle);
            row.copy(index ^ 1, 1, sums, (range.length() + i) * LENGTH);
            index >>= 1;
        }
        return sums;
    }
}
