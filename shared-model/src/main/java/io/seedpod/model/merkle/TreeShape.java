package io.seedpod.model.merkle;

import io.seedpod.model.metainfo.PieceLayout;

/// The shape of a file's merkle tree (BEP 52).
///
/// Layer 0 is that of the leaves, one for each 16 KiB of the file (the last may be shorter), and
/// each layer above has half as many nodes, up to the root at layer `height`. What is missing to a
/// power of two of leaves is zeros.
///
/// @param length of the file, in bytes; at least 1
public record TreeShape(long length) {
    /// Bytes that one leaf stands for.
    public static final int LEAF_LENGTH = PieceLayout.BLOCK_LENGTH;

    /// Layer of the root of the largest tree there may be.
    public static final int MAX_HEIGHT = 40;

    private static final long MAX_LENGTH = (long) LEAF_LENGTH << MAX_HEIGHT;

    public TreeShape {
        if (length < 1 || length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "length of a tree's file: " + length + " (expected: 1 to " + MAX_LENGTH + ")");
        }
    }

    /// Leaves that stand for content.
    public long leafCount() {
        return (length - 1) / LEAF_LENGTH + 1;
    }

    /// The root's layer; 0 if the root is the only leaf.
    public int height() {
        return Long.SIZE - Long.numberOfLeadingZeros(leafCount() - 1);
    }

    /// Nodes of a layer in [0, height], those that stand for zeros alone among them.
    public long width(int layer) {
        return 1L << (height() - layer);
    }

    /// Nodes of a layer that stand for content, at least in part: they come first.
    public long nodeCount(int layer) {
        return ((leafCount() - 1) >>> layer) + 1;
    }

    /// The layer whose nodes stand for a piece each: `pieceLength` is a power of two and at least
    /// 16 KiB. May lie above the root, when the file is shorter than a piece.
    public static int pieceLayer(int pieceLength) {
        return Integer.numberOfTrailingZeros(pieceLength / LEAF_LENGTH);
    }
}
