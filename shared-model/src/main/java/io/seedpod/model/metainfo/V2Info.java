package io.seedpod.model.metainfo;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.HashRange;
import io.seedpod.model.merkle.TreeShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The v2 half of a hybrid torrent's info dictionary (BEP 52): the same files as in its v1 half,
/// each with the root of its merkle tree. Immutable.
///
/// Each file begins with a piece, so that a piece is one of a single file.
///
/// @param infoHash SHA-256 of the info dictionary
/// @param trees the files that are not empty, in the order of their bytes
public record V2Info(Sha256Hash infoHash, List<FileRoot> trees) {
    public V2Info {
        trees = List.copyOf(trees);
    }

    /// A file's tree.
    ///
    /// @param fileIndex in `InfoDict.files`
    /// @param offset where the file begins in the torrent's bytes; a multiple of the piece length
    /// @param length of the file in bytes, at least 1
    public record FileRoot(int fileIndex, long offset, long length, Sha256Hash root) {
        public TreeShape shape() {
            return new TreeShape(length);
        }
    }

    /// The tree whose file holds the byte at an offset; empty in the padding behind a file.
    public Optional<FileRoot> treeAt(long offset) {
        int index = treeIndexAt(offset);
        return index < 0 ? Optional.empty() : Optional.of(trees.get(index));
    }

    /// The index in `trees` of the tree whose file holds the byte at an offset; -1 in padding.
    int treeIndexAt(long offset) {
        int low = 0;
        int high = trees.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            var tree = trees.get(middle);
            if (offset < tree.offset) {
                high = middle - 1;
            } else if (offset >= tree.offset + tree.length) {
                low = middle + 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    /// A tree with this root: files of the same bytes have the same.
    public Optional<FileRoot> treeOf(Sha256Hash root) {
        return trees.stream().filter(tree -> tree.root.equals(root)).findFirst();
    }

    /// Where the piece begins in its file, in leaves. Of a piece that is not padding alone.
    public static int firstLeaf(FileRoot tree, PieceLayout layout, int pieceIndex) {
        return (int) ((layout.pieceOffset(pieceIndex) - tree.offset) / TreeShape.LEAF_LENGTH);
    }

    /// Bytes of a piece that are a file's; behind them its padding begins.
    public int contentLength(PieceLayout layout, int pieceIndex) {
        long offset = layout.pieceOffset(pieceIndex);
        return treeAt(offset)
                .map(
                        tree ->
                                (int)
                                        Math.min(
                                                layout.pieceLength(pieceIndex),
                                                tree.offset + tree.length - offset))
                .orElse(0);
    }

    /// What to ask for to know the leaves of a piece, in the order of its blocks. Empty if the
    /// piece is a file of one block, whose root is the leaf, or padding alone.
    public List<HashRange> leavesOf(PieceLayout layout, int pieceIndex) {
        long offset = layout.pieceOffset(pieceIndex);
        var tree = treeAt(offset);
        if (tree.isEmpty() || tree.get().shape().height() == 0) {
            return List.of();
        }
        var shape = tree.get().shape();
        long first = firstLeaf(tree.get(), layout, pieceIndex);
        int leaves = (contentLength(layout, pieceIndex) - 1) / TreeShape.LEAF_LENGTH + 1;
        // A piece of one block shares its range with its neighbour: two is the least one may ask.
        int blocks = Math.max(2, layout.pieceLength() / TreeShape.LEAF_LENGTH);
        int length = (int) Math.min(Math.min(blocks, shape.width(0)), HashRange.MAX_ASKED);
        var ranges = new ArrayList<HashRange>();
        for (long leaf = first - first % length; leaf < first + leaves; leaf += length) {
            ranges.add(HashRange.proved(tree.get().root, shape, 0, (int) leaf, length));
        }
        return ranges;
    }
}
