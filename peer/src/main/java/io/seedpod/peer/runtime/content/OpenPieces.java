package io.seedpod.peer.runtime.content;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.buffer.BufferGrant;
import io.seedpod.peer.buffer.PieceBuffer;
import io.seedpod.peer.engine.files.Padding;
import io.seedpod.peer.engine.talk.TorrentEffect.CheckPiece;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentEvent.PieceFailed;
import io.seedpod.peer.engine.talk.TorrentEvent.PieceVerified;
import io.seedpod.peer.storage.Storage;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.hash.PieceHasher;
import io.seedpod.peer.storage.hybrid.Leaves;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The pieces of one torrent that are being fetched, by index. Opened, dropped and closed on the
/// home loop; found by any loop whose socket brings a block; hashed and written on disk threads.
public final class OpenPieces {
    private static final long[] NO_SUMS = {};

    private final InfoDict info;
    private final Padding padding;
    private final BufferGrant grant;
    private final AtomicReferenceArray<@Nullable PieceBuffer> buffers;

    public OpenPieces(InfoDict info, BufferGrant grant) {
        this.info = info;
        this.padding = Padding.of(info);
        this.grant = grant;
        this.buffers = new AtomicReferenceArray<>(info.layout().pieceCount());
    }

    /// Takes what the pool offers; how many pieces may be open.
    public int accept() {
        return grant.accept();
    }

    public void open(int pieceIndex) {
        var buffer = grant.open(pieceIndex, info.layout().pieceLength(pieceIndex));
        padding.blocksOf(pieceIndex).stream().forEach(buffer::zero);
        buffers.set(pieceIndex, buffer);
    }

    public @Nullable PieceBuffer find(int pieceIndex) {
        return pieceIndex < buffers.length() ? buffers.get(pieceIndex) : null;
    }

    public void drop(int pieceIndex) {
        var buffer = buffers.getAndSet(pieceIndex, null);
        if (buffer != null) {
            buffer.drop();
        }
    }

    /// Hashes complete pieces, one or two; says which are right. On a disk thread; [#drop] them
    /// afterwards. Every block was written before its event was sent, and the events came before
    /// this.
    public boolean[] match(List<CheckPiece> arrived) {
        int one = arrived.getFirst().pieceIndex();
        if (arrived.size() == 1) {
            return new boolean[] {PieceHasher.matches(info, one, content(one))};
        }
        int other = arrived.getLast().pieceIndex();
        return PieceHasher.matches(info, one, content(one), other, content(other));
    }

    /// Writes a piece if it is right. On a disk thread.
    public TorrentEvent store(CheckPiece arrived, boolean right, Storage storage)
            throws StorageException {
        int pieceIndex = arrived.pieceIndex();
        var content = content(pieceIndex);
        if (!right) {
            return new PieceFailed(
                    pieceIndex,
                    PieceHasher.blockSums(content),
                    Leaves.ofPiece(info, pieceIndex, content));
        }
        storage.write(pieceIndex, content);
        return new PieceVerified(
                pieceIndex, arrived.wantBlockSums() ? PieceHasher.blockSums(content) : NO_SUMS);
    }

    private ByteBuffer content(int pieceIndex) {
        var buffer = buffers.get(pieceIndex);
        if (buffer == null) {
            throw new IllegalStateException("piece " + pieceIndex + " checked but not open");
        }
        return buffer.content();
    }

    /// Nothing is fetched any more.
    public void close() {
        for (int i = 0; i < buffers.length(); i++) {
            drop(i);
        }
        grant.close();
    }
}
