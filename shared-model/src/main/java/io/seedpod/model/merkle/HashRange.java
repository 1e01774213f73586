package io.seedpod.model.merkle;

import io.seedpod.model.id.Sha256Hash;

/// Which nodes of a file's merkle tree a message is about (BEP 52).
///
/// ```
/// offset  size  field
///      0    32  pieces root   root of the file's tree
///     32     4  base layer    layer of the nodes; 0 = leaves
///     36     4  index         of the first node in its layer; a multiple of length
///     40     4  length        nodes; a power of two, at least 2
///     44     4  proof layers  layers above the base layer that are proved
/// ```
///
/// After the nodes follow their uncles, which prove them: the `length` nodes have one common
/// ancestor, `log2(length)` layers up; its sibling, the sibling of its parent and so on, up to
/// layer `base layer + proof layers`. Sums that follow from the nodes themselves are left out.
///
/// All fields but the root are in [0, 2^31).
public record HashRange(
        Sha256Hash piecesRoot, int baseLayer, int index, int length, int proofLayers) {
    /// Bytes on the wire.
    public static final int ENCODED_LENGTH = Sha256Hash.LENGTH + 16;

    /// Nodes that one of ours asks for; more are no longer answered by all.
    public static final int MAX_ASKED = 512;

    /// Nodes that are answered: the blocks of a piece of 64 MiB, since others ask for all blocks of
    /// a piece at once.
    public static final int MAX_ANSWERED = 4096;

    /// Nodes with all the proof that there is, up to the root.
    public static HashRange proved(
            Sha256Hash piecesRoot, TreeShape shape, int baseLayer, int index, int length) {
        return new HashRange(
                piecesRoot, baseLayer, index, length, Math.max(0, shape.height() - baseLayer - 1));
    }

    /// Whether the tree has such nodes, and so many layers above them.
    public boolean fits(TreeShape shape) {
        return length >= 2
                && length <= MAX_ANSWERED
                && Integer.bitCount(length) == 1
                && index >= 0
                && index % length == 0
                && baseLayer >= 0
                && baseLayer < shape.height()
                && (long) index + length <= shape.width(baseLayer)
                && proofLayers >= 0
                && proofLayers < shape.height() - baseLayer;
    }

    /// The layer of the nodes' common ancestor. Of a range that `fits`.
    public int ancestorLayer() {
        return baseLayer + Integer.numberOfTrailingZeros(length);
    }

    /// Sums that follow the nodes. Of a range that `fits`.
    public int uncleCount() {
        return Math.max(0, baseLayer + proofLayers + 1 - ancestorLayer());
    }

    /// Bytes of all sums together. Of a range that `fits`.
    public int sumsLength() {
        return (length + uncleCount()) * Sha256Hash.LENGTH;
    }
}
