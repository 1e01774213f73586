package io.seedpod.peer.runtime;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.storage.RegionSink;
import io.seedpod.peer.storage.Storage;
import io.seedpod.peer.storage.StorageException;
import java.nio.ByteBuffer;

/// Real storage with a disk that a test may hold up or make refuse.
final class ObstinateStorage implements Storage {
    /// What happens before a piece is touched.
    interface Obstacle {
        void meet(int pieceIndex) throws StorageException;
    }

    static final Obstacle NONE = _ -> {};

    private final Storage real;
    private final Obstacle beforeWrite;
    private final Obstacle beforeSending;

    ObstinateStorage(Storage real, Obstacle beforeWrite, Obstacle beforeSending) {
        this.real = real;
        this.beforeWrite = beforeWrite;
        this.beforeSending = beforeSending;
    }

    @Override
    public InfoDict info() {
        return real.info();
    }

    @Override
    public void write(int pieceIndex, ByteBuffer piece) throws StorageException {
        beforeWrite.meet(pieceIndex);
        real.write(pieceIndex, piece);
    }

    @Override
    public void read(int pieceIndex, int begin, ByteBuffer target) throws StorageException {
        real.read(pieceIndex, begin, target);
    }

    @Override
    public void regions(int pieceIndex, int begin, int length, RegionSink sink)
            throws StorageException {
        beforeSending.meet(pieceIndex);
        real.regions(pieceIndex, begin, length, sink);
    }

    @Override
    public boolean isUnchanged() throws StorageException {
        return real.isUnchanged();
    }

    @Override
    public void force() throws StorageException {
        real.force();
    }

    @Override
    public void complete() throws StorageException {
        real.complete();
    }

    @Override
    public void close() {
        real.close();
    }
}
