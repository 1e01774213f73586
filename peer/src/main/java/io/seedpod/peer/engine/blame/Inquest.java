package io.seedpod.peer.engine.blame;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.HashRange;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.V2Info;
import io.seedpod.model.metainfo.V2Info.FileRoot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/// One failed piece of a hybrid torrent (BEP 52): which of its blocks were wrong, found out with
/// the leaves of its file's tree. Nobody is guilty before every leaf of the piece has been proved
/// against the root.
///
/// Of a block that is padding alone, the leaf is zeros.
public final class Inquest {
    private static final int LENGTH = Sha256Hash.LENGTH;

    private final int pieceIndex;
    private final int[] contributors;
    private final byte[] received;
    private final byte[] right;
    private final int firstLeaf;
    private final List<HashRange> open;
    private boolean stuckTold;

    private Inquest(
            int pieceIndex,
            int[] contributors,
            byte[] received,
            byte[] right,
            int firstLeaf,
            List<HashRange> open) {
        this.pieceIndex = pieceIndex;
        this.contributors = contributors;
        this.received = received;
        this.right = right;
        this.firstLeaf = firstLeaf;
        this.open = new ArrayList<>(open);
    }

    /// Begins with what came: the connection and the leaf of each block, 32 bytes each. Empty if
    /// the torrent is no hybrid or not all is known.
    public static Optional<Inquest> of(
            InfoDict info, int pieceIndex, int[] contributors, byte[] leaves) {
        Optional<V2Info> v2 = info.v2();
        if (v2.isEmpty() || leaves.length != contributors.length * LENGTH) {
            return Optional.empty();
        }
        var right = new byte[leaves.length];
        var layout = info.layout();
        Optional<FileRoot> tree = v2.get().treeAt(layout.pieceOffset(pieceIndex));
        int firstLeaf = tree.map(it -> V2Info.firstLeaf(it, layout, pieceIndex)).orElse(0);
        if (tree.isPresent() && tree.get().shape().height() == 0) {
            System.arraycopy(tree.get().root().bytes(), 0, right, 0, LENGTH);
        }
        return Optional.of(
                new Inquest(
                        pieceIndex,
                        contributors,
                        leaves,
                        right,
                        firstLeaf,
                        v2.get().leavesOf(layout, pieceIndex)));
    }

    public int pieceIndex() {
        return pieceIndex;
    }

    /// This connection sent some of the piece.
    public boolean involves(int connection) {
        return Arrays.stream(contributors).anyMatch(it -> it == connection);
    }

    /// The one connection that sent all of the piece, empty if there were several.
    public OptionalInt only() {
        int first = contributors[0];
        return Arrays.stream(contributors).allMatch(it -> it == first)
                ? OptionalInt.of(first)
                : OptionalInt.empty();
    }

    /// Nobody can give the leaves. Says whether that is news.
    public boolean stuck() {
        boolean news = !stuckTold;
        stuckTold = true;
        return news;
    }

    /// Nobody could give the leaves.
    public boolean wasStuck() {
        return stuckTold;
    }

    /// Ranges of leaves that are still to be proved.
    public List<HashRange> open() {
        return List.copyOf(open);
    }

    /// These are the leaves of one of the ranges, beyond doubt.
    public void proved(HashRange range, byte[] leaves) {
        if (open.remove(range)) {
            for (int i = 0; i < range.length(); i++) {
                int block = range.index() + i - firstLeaf;
                if (block >= 0 && block < contributors.length) {
                    System.arraycopy(leaves, i * LENGTH, right, block * LENGTH, LENGTH);
                }
            }
        }
    }

    /// Every block is right by its leaf, though the piece is wrong by its SHA-1: the torrent's
    /// halves tell of other content, and nobody can do right by both.
    public boolean contradicts() {
        return open.isEmpty() && guilty().isEmpty();
    }

    /// The connections that sent a wrong block, once all is proved; until then nobody.
    public Set<Integer> guilty() {
        Set<Integer> guilty = new TreeSet<>();
        if (open.isEmpty()) {
            for (int block = 0; block < contributors.length; block++) {
                int from = block * LENGTH;
                if (!Arrays.equals(received, from, from + LENGTH, right, from, from + LENGTH)) {
                    guilty.add(contributors[block]);
                }
            }
        }
        return guilty;
    }
}
