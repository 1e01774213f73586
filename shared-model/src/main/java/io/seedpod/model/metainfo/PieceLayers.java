package io.seedpod.model.metainfo;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.BString;
import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.HashRow;
import io.seedpod.model.merkle.Merkle;
import io.seedpod.model.merkle.TreeShape;
import io.seedpod.model.metainfo.MetainfoException.Problem;
import io.seedpod.model.metainfo.V2Info.FileRoot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The sums of a hybrid's pieces, file by file (BEP 52): of each file longer than a piece, the
/// nodes of its tree whose leaves are a piece each. They have been proved against the files' roots.
///
/// In a `.torrent` they stand beside the info dictionary: `piece layers`, a dictionary of a string
/// of 32 bytes a piece for each root.
public final class PieceLayers {
    static final String KEY = "piece layers";

    private final InfoDict info;
    private final V2Info v2;

    /// By tree of `V2Info.trees`; of a file that is no longer than a piece, its root alone.
    private final List<byte[]> sums;

    private PieceLayers(InfoDict info, V2Info v2, List<byte[]> sums) {
        this.info = info;
        this.v2 = v2;
        this.sums = sums;
    }

    /// The layers of a hybrid that was hashed: the sums of all pieces of each of its trees, one
    /// after the other, as they stand in `V2Info.trees`.
    public static PieceLayers of(InfoDict info, List<byte[]> sums) throws MetainfoException {
        var v2 = info.v2().orElseThrow();
        var checked = new ArrayList<byte[]>(sums.size());
        for (int i = 0; i < v2.trees().size(); i++) {
            checked.add(proved(info, v2.trees().get(i), sums.get(i)));
        }
        return new PieceLayers(info, v2, checked);
    }

    /// The layers in a `.torrent`, if it is a hybrid's and has them. Each must be there and right.
    static Optional<PieceLayers> decode(BDictionary torrent, InfoDict info)
            throws MetainfoException {
        if (info.v2().isEmpty() || torrent.find(KEY).isEmpty()) {
            return Optional.empty();
        }
        var layers =
                torrent.dictionary(KEY)
                        .orElseThrow(
                                () ->
                                        new MetainfoException(
                                                Problem.WRONG_TYPE, KEY + " is no dictionary"));
        var v2 = info.v2().get();
        var sums = new ArrayList<byte[]>(v2.trees().size());
        for (FileRoot tree : v2.trees()) {
            byte[] root = tree.root().bytes();
            if (tree.length() <= info.layout().pieceLength()) {
                sums.add(root);
            } else {
                if (!(layers.find(BString.of(root)).orElse(null) instanceof BString layer)) {
                    throw bad(info, tree, "is missing");
                }
                sums.add(proved(info, tree, layer.bytes()));
            }
        }
        return Optional.of(new PieceLayers(info, v2, sums));
    }

    private static byte[] proved(InfoDict info, FileRoot tree, byte[] sums)
            throws MetainfoException {
        var shape = tree.shape();
        int layer = layer(info, shape);
        if (sums.length != shape.nodeCount(layer) * Sha256Hash.LENGTH) {
            throw bad(info, tree, "has " + sums.length + " bytes (expected: 32 for each piece)");
        }
        if (!new Merkle().reduce(sums, layer, shape.height()).equals(tree.root())) {
            throw bad(info, tree, "does not lead to its root");
        }
        return sums;
    }

    private static MetainfoException bad(InfoDict info, FileRoot tree, String how) {
        return new MetainfoException(
                Problem.BAD_PIECE_LAYER,
                "piece layer of "
                        + PathRules.printable(info.files().get(tree.fileIndex()).path())
                        + " "
                        + how);
    }

    /// The layer of a tree whose sums stand for pieces; the root's if the file is no longer.
    private static int layer(InfoDict info, TreeShape shape) {
        return Math.min(TreeShape.pieceLayer(info.layout().pieceLength()), shape.height());
    }

    /// The sums of all pieces of a file, whose tree is one of the torrent's.
    public HashRow row(FileRoot tree) {
        return new HashRow(layer(info, tree.shape()), 0, sums.get(v2.treeIndexAt(tree.offset())));
    }

    /// What the node over a piece's leaves must be; empty for a piece of padding alone.
    public Optional<Sha256Hash> pieceSum(int pieceIndex) {
        long offset = info.layout().pieceOffset(pieceIndex);
        int index = v2.treeIndexAt(offset);
        if (index < 0) {
            return Optional.empty();
        }
        long piece = (offset - v2.trees().get(index).offset()) / info.layout().pieceLength();
        return Optional.of(Sha256Hash.read(sums.get(index), (int) piece * Sha256Hash.LENGTH));
    }

    BDictionary encode() {
        var dictionary = BDictionary.builder();
        for (int i = 0; i < sums.size(); i++) {
            var tree = v2.trees().get(i);
            if (tree.length() > info.layout().pieceLength()) {
                dictionary.put(BString.of(tree.root().bytes()), BString.of(sums.get(i)));
            }
        }
        return dictionary.build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PieceLayers layers
                && info.equals(layers.info)
                && Arrays.deepEquals(sums.toArray(), layers.sums.toArray());
    }

    @Override
    public int hashCode() {
        return info.hashCode();
    }
}
