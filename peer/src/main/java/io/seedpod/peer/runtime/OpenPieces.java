package io.seedpod.peer.runtime;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.buffer.BufferGrant;
import io.seedpod.peer.buffer.PieceBuffer;
import io.seedpod.peer.engine.TorrentEvent;
import io.seedpod.peer.engine.TorrentEvent.PieceFailed;
import io.seedpod.peer.engine.TorrentEvent.PieceVerified;
import io.seedpod.peer.storage.PieceHasher;
import io.seedpod.peer.storage.Storage;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.hybrid.Leaves;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The pieces of one torrent that are being fetched, by index. Opened, dropped and closed on the
/// home loop; found by any loop whose socket brings a block; hashed and written on disk threads.
final class OpenPieces {
    private static final long[] NO_SUMS = {};

    private final InfoDict info;
    private final BufferGrant grant;
    private final AtomicReferenceArray<@Nullable PieceBuffer> buffers;

    OpenPieces(InfoDict info, BufferGrant grant) {
        this.info = info;
        this.grant = grant;
        this.buffers = new AtomicReferenceArray<>(info.layout().pieceCount());
    }

    /// Takes what the pool offers; how many pieces may be open.
    int accept() {
        return grant.accept();
    }

    void open(int pieceIndex) {
        buffers.set(pieceIndex, grant.open(pieceIndex, info.layout().pieceLength(pieceIndex)));
    }

    @Nullable PieceBuffer find(int pieceIndex) {
        return pieceIndex < buffers.length() ? buffers.get(pieceIndex) : null;
    }

    void drop(int pieceIndex) {
        var buffer = buffers.getAndSet(pieceIndex, null);
        if (buffer != null) {
            buffer.drop();
        }
    }

    /// Hashes a complete piece and writes it if it is right. On a disk thread; [#drop] it
    /// afterwards. Every block was written before its event was sent, and the events came before
    /// this.
    TorrentEvent check(int pieceIndex, boolean wantBlockSums, Storage storage)
            throws StorageException {
        var buffer = buffers.get(pieceIndex);
        if (buffer == null) {
            throw new IllegalStateException("piece " + pieceIndex + " checked but not open");
        }
        var content = buffer.content();
        long[] sums = wantBlockSums ? PieceHasher.blockSums(content) : NO_SUMS;
        if (!PieceHasher.matches(info, pieceIndex, content)) {
            return new PieceFailed(pieceIndex, sums, Leaves.ofPiece(info, pieceIndex, content));
        }
        storage.write(pieceIndex, content);
        return new PieceVerified(pieceIndex, sums);
    }

    /// Nothing is fetched any more.
    void close() {
        for (int i = 0; i < buffers.length(); i++) {
            drop(i);
        }
        grant.close();
    }
}
