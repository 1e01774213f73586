package io.seedpod.peer.storage.hybrid;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.Merkle;
import io.seedpod.model.merkle.TreeShape;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.V2Info;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.sha.Sha1;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Reads pieces of a hybrid torrent once, through one small buffer, and hashes them both ways. For
/// one thread.
final class HybridReader {
    private static final int STEP = 256 << 10;

    private final InfoDict info;
    private final V2Info v2;
    private final Sha1 sha1 = Sha1.create();
    private final Leaves leaves = new Leaves();
    private final Merkle merkle = new Merkle();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(STEP);

    HybridReader(InfoDict info) {
        this.info = info;
        this.v2 = info.v2().orElseThrow();
    }

    /// What a piece hashes to.
    ///
    /// @param sum of the node over its leaves; of a file shorter than a piece, its root; absent for
    ///     a piece of padding alone
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sums(byte[] sha1, Optional<Sha256Hash> sum) {}

    Sums read(int pieceIndex, Source source) throws StorageException {
        int length = info.layout().pieceLength(pieceIndex);
        int content = v2.contentLength(info.layout(), pieceIndex);
        var leafSums = new byte[Leaves.count(content) * Sha256Hash.LENGTH];
        var pieceSum = new byte[Sha1.LENGTH];
        try {
            for (int begin = 0; begin < length; begin += STEP) {
                buffer.clear().limit(Math.min(STEP, length - begin));
                source.read(pieceIndex, begin, buffer);
                int count = buffer.flip().limit();
                sha1.update(buffer, 0, count);
                leaves.add(
                        buffer,
                        Math.clamp(content - begin, 0, count),
                        leafSums,
                        begin / TreeShape.LEAF_LENGTH);
            }
        } finally {
            sha1.finish(pieceSum);
        }
        return new Sums(pieceSum, node(pieceIndex, leafSums));
    }

    private Optional<Sha256Hash> node(int pieceIndex, byte[] leafSums) {
        return v2.treeAt(info.layout().pieceOffset(pieceIndex))
                .map(
                        tree ->
                                merkle.reduce(
                                        leafSums,
                                        0,
                                        Math.min(
                                                TreeShape.pieceLayer(info.layout().pieceLength()),
                                                tree.shape().height())));
    }

    /// Where the bytes come from.
    interface Source {
        void read(int pieceIndex, int begin, ByteBuffer target) throws StorageException;
    }
}
