package io.seedpod.peer.storage.hybrid;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.Merkle;
import io.seedpod.model.merkle.TreeShape;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.InfoDictBuilder;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.metainfo.PieceLayers;
import io.seedpod.model.metainfo.V2Info.FileRoot;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.Storage;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import io.seedpod.peer.storage.Workers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Hashes content both ways on several threads, to describe it or to check it.
public final class HybridHashing {
    private HybridHashing() {}

    /// What content hashed to.
    ///
    /// @param pieces SHA-1 of each piece
    /// @param roots of the files that are not empty
    /// @param layers sums of the pieces of each such file
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Hashed(byte[] pieces, List<Sha256Hash> roots, List<byte[]> layers) {
        /// The info dictionary of the content.
        public InfoDict info(InfoDictBuilder builder) throws MetainfoException {
            return builder.build(pieces, roots);
        }
    }

    /// Hashes all of a storage whose hashes are not known yet; of its info dictionary only the
    /// files and their places count.
    public static Hashed hash(Storage storage, int threads, Progress progress)
            throws StorageException {
        var info = storage.info();
        var trees = info.v2().orElseThrow().trees();
        int pieceLength = info.layout().pieceLength();
        var pieces = new byte[info.layout().pieceCount() * InfoDict.HASH_LENGTH];
        var sums = new byte[info.layout().pieceCount() * Sha256Hash.LENGTH];
        each(
                storage,
                threads,
                progress,
                false,
                (piece, found) -> {
                    ByteBuffer.wrap(pieces).put(piece * InfoDict.HASH_LENGTH, found.sha1());
                    found.sum()
                            .ifPresent(
                                    sum ->
                                            ByteBuffer.wrap(sums)
                                                    .put(piece * Sha256Hash.LENGTH, sum.bytes()));
                });
        var roots = new ArrayList<Sha256Hash>();
        var layers = new ArrayList<byte[]>();
        var merkle = new Merkle();
        for (FileRoot tree : trees) {
            int first = (int) (tree.offset() / pieceLength);
            int layer = Math.min(TreeShape.pieceLayer(pieceLength), tree.shape().height());
            var own = new byte[(int) tree.shape().nodeCount(layer) * Sha256Hash.LENGTH];
            System.arraycopy(sums, first * Sha256Hash.LENGTH, own, 0, own.length);
            layers.add(own);
            roots.add(merkle.reduce(own, layer, tree.shape().height()));
        }
        return new Hashed(pieces, roots, layers);
    }

    /// All pieces that are right both ways. What is missing or changed is not verified; what cannot
    /// be read is an error.
    public static Bitfield verify(
            Storage storage, PieceLayers layers, int threads, Progress progress)
            throws StorageException {
        var info = storage.info();
        var right = new boolean[info.layout().pieceCount()];
        each(
                storage,
                threads,
                progress,
                true,
                (piece, found) ->
                        right[piece] =
                                info.matches(piece, found.sha1())
                                        && found.sum().equals(layers.pieceSum(piece)));
        var verified = new Bitfield(right.length);
        for (int piece = 0; piece < right.length; piece++) {
            if (right[piece]) {
                verified.set(piece);
            }
        }
        return verified;
    }

    /// @param gaps whether pieces may be missing; they are not told of
    private static void each(
            Storage storage, int threads, Progress progress, boolean gaps, Found found)
            throws StorageException {
        var layout = storage.info().layout();
        var done = new AtomicLong();
        var readers = ThreadLocal.withInitial(() -> new HybridReader(storage.info()));
        Workers.run(
                threads > 0 ? threads : Workers.defaultThreads(),
                layout.pieceCount(),
                piece -> {
                    try {
                        found.in(piece, readers.get().read(piece, storage::read));
                    } catch (StorageException e) {
                        if (!gaps || (e.kind() != Kind.MISSING && e.kind() != Kind.CHANGED)) {
                            throw e;
                        }
                    }
                    progress.advanced(
                            done.addAndGet(layout.pieceLength(piece)), layout.totalLength());
                });
    }

    /// Takes what was found in a piece; for several threads, each with other pieces.
    private interface Found {
        void in(int pieceIndex, HybridReader.Sums sums);
    }
}
