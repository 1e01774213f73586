package io.seedpod.peer.storage.hybrid;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.HashProof;
import io.seedpod.model.merkle.HashRange;
import io.seedpod.model.merkle.HashRow;
import io.seedpod.model.merkle.Merkle;
import io.seedpod.model.merkle.TreeShape;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.PieceLayers;
import io.seedpod.model.metainfo.V2Info;
import io.seedpod.model.metainfo.V2Info.FileRoot;
import io.seedpod.peer.storage.Storage;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Answers hash requests (BEP 52) from the sums of a torrent's pieces and from its content. Several
/// threads may ask at once; each call blocks while it reads what lies under the range.
///
/// Without the sums of the pieces, as after a magnet link, those of a file are computed once, from
/// all of it.
public final class TreeReader {
    private static final int STEP = 256 << 10;

    private final InfoDict info;
    private final V2Info v2;
    private final int pieceLayer;
    private final Optional<PieceLayers> layers;
    private final Storage storage;
    private final AtomicReferenceArray<@Nullable HashRow> computed;

    public TreeReader(InfoDict info, Optional<PieceLayers> layers, Storage storage) {
        this.info = info;
        this.v2 = info.v2().orElseThrow();
        this.pieceLayer = TreeShape.pieceLayer(info.layout().pieceLength());
        this.layers = layers;
        this.storage = storage;
        this.computed = new AtomicReferenceArray<>(v2.trees().size());
    }

    /// The sums of a range and their proof; empty if there are no such nodes, or content under them
    /// is missing.
    public byte[] answer(HashRange range) throws StorageException {
        var tree = v2.treeOf(range.piecesRoot());
        if (tree.isEmpty() || !range.fits(tree.get().shape())) {
            return new byte[0];
        }
        try {
            var merkle = new Merkle();
            var pieces = pieces(tree.get(), merkle);
            var low =
                    range.baseLayer() >= pieces.layer()
                            ? pieces.at(range.baseLayer(), merkle)
                            : below(tree.get(), range, pieces, merkle);
            return HashProof.answer(range, low, pieces);
        } catch (StorageException e) {
            if (e.kind() == Kind.MISSING) {
                return new byte[0];
            }
            throw e;
        }
    }

    /// The sums of all pieces of a file; its root alone if it is no longer than one.
    private HashRow pieces(FileRoot tree, Merkle merkle) throws StorageException {
        if (layers.isPresent()) {
            return layers.get().row(tree);
        }
        int index = v2.trees().indexOf(tree);
        var known = computed.get(index);
        if (known == null) {
            int layer = Math.min(pieceLayer, tree.shape().height());
            int count = (int) tree.shape().nodeCount(layer);
            var sums = new byte[count * Sha256Hash.LENGTH];
            for (int piece = 0; piece < count; piece++) {
                var sum = merkle.reduce(leaves(tree, piece, piece + 1), 0, layer);
                sum.write(ByteBuffer.wrap(sums, piece * Sha256Hash.LENGTH, Sha256Hash.LENGTH));
            }
            known = new HashRow(layer, 0, sums);
            computed.set(index, known);
        }
        return known;
    }

    /// The nodes of the base layer under those pieces that hold the range.
    private HashRow below(FileRoot tree, HashRange range, HashRow pieces, Merkle merkle)
            throws StorageException {
        int levels = pieces.layer() - range.baseLayer();
        int first = range.index() >> levels;
        int last = (range.index() + range.length() - 1) >> levels;
        int end = (int) Math.min(last + 1L, tree.shape().nodeCount(pieces.layer()));
        if (first >= end) {
            // No content under these pieces: zeros, and so is all beside the range in them.
            return new HashRow(range.baseLayer(), 0, new byte[0]);
        }
        var leaves = new HashRow(0, (long) first << pieces.layer(), leaves(tree, first, end));
        return leaves.at(range.baseLayer(), merkle);
    }

    /// The leaves of pieces of a file, counted from its first.
    private byte[] leaves(FileRoot tree, int first, int end) throws StorageException {
        int pieceLength = info.layout().pieceLength();
        long from = (long) first * pieceLength;
        long to = Math.min((long) end * pieceLength, tree.length());
        var sums =
                new byte
                        [Math.toIntExact((to - from - 1) / TreeShape.LEAF_LENGTH + 1)
                                * Sha256Hash.LENGTH];
        var buffer = ByteBuffer.allocateDirect(STEP);
        var hasher = new Leaves();
        int firstPiece = (int) (tree.offset() / pieceLength);
        int leaf = 0;
        for (int piece = first; piece < end; piece++) {
            int length = (int) Math.min(pieceLength, tree.length() - (long) piece * pieceLength);
            for (int begin = 0; begin < length; begin += STEP) {
                int count = Math.min(STEP, length - begin);
                buffer.clear().limit(count);
                storage.read(firstPiece + piece, begin, buffer);
                hasher.add(buffer.flip(), count, sums, leaf);
                leaf += Leaves.count(count);
            }
        }
        return sums;
    }
}
