package io.seedpod.peer.storage.pieces;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.storage.FileStamp;
import io.seedpod.peer.storage.OpenFile;
import io.seedpod.peer.storage.RegionSink;
import io.seedpod.peer.storage.Storage;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import io.seedpod.peer.storage.hash.PieceHasher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Content in a file for each piece, of which some may be missing. There is no other form to come:
/// what is complete stays as it is, and [PieceMerge] makes the content of it.
///
/// A piece appears whole, by a rename. Pads are part of their piece's file.
public final class PieceStorage implements Storage {
    private final InfoDict info;
    private final PieceFolder folder;
    private final AtomicIntegerArray unforced;

    /// How each file looked when its hash was last known to be right.
    private final AtomicReferenceArray<@Nullable FileStamp> stamps;

    private final AtomicLong fresh = new AtomicLong();

    PieceStorage(InfoDict info, PieceFolder folder) {
        this.info = info;
        this.folder = folder;
        int count = info.layout().pieceCount();
        this.unforced = new AtomicIntegerArray(count);
        this.stamps = new AtomicReferenceArray<>(count);
    }

    @Override
    public InfoDict info() {
        return info;
    }

    @Override
    public void write(int pieceIndex, ByteBuffer piece) throws StorageException {
        int length = piece.remaining();
        if (length != info.layout().pieceLength(pieceIndex)) {
            throw new IllegalArgumentException(length + " bytes of piece " + pieceIndex);
        }
        Path file = folder.piece(pieceIndex);
        Path staging =
                file.resolveSibling(file.getFileName() + "." + fresh.incrementAndGet() + ".new");
        try {
            try (var channel =
                    FileChannel.open(
                            staging,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING)) {
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
            }
            Files.move(staging, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw StorageException.writing(file, length, e);
        }
        stamps.set(pieceIndex, FileStamp.of(file));
        unforced.set(pieceIndex, 1);
    }

    @Override
    public void read(int pieceIndex, int begin, ByteBuffer target) throws StorageException {
        requireInside(pieceIndex, begin, target.remaining());
        try (var file = open(pieceIndex)) {
            readFully(file, begin, target, pieceIndex);
        }
    }

    private void readFully(OpenFile file, int begin, ByteBuffer target, int pieceIndex)
            throws StorageException {
        long at = begin;
        try {
            while (target.hasRemaining()) {
                int count = file.channel().read(target, at);
                if (count < 0) {
                    throw changed(pieceIndex);
                }
                at += count;
            }
        } catch (IOException e) {
            throw StorageException.reading(folder.piece(pieceIndex), e);
        }
    }

    @Override
    public void regions(int pieceIndex, int begin, int length, RegionSink sink)
            throws StorageException {
        requireInside(pieceIndex, begin, length);
        requireUnchanged(pieceIndex);
        if (length > 0) {
            sink.file(open(pieceIndex), begin, length);
        }
    }

    /// A file that looks different is hashed again: another thread may just have stored the same
    /// piece once more.
    private void requireUnchanged(int pieceIndex) throws StorageException {
        var now = FileStamp.of(folder.piece(pieceIndex));
        if (now.equals(FileStamp.NONE)) {
            throw missing(pieceIndex, null);
        }
        if (now.equals(stamps.get(pieceIndex))) {
            return;
        }
        var piece = ByteBuffer.allocate(info.layout().pieceLength(pieceIndex));
        try (var file = open(pieceIndex)) {
            readFully(file, 0, piece, pieceIndex);
        }
        if (now.size() != piece.capacity()
                || !PieceHasher.matches(info, pieceIndex, piece.flip())) {
            throw changed(pieceIndex);
        }
        stamps.set(pieceIndex, now);
    }

    private void requireInside(int pieceIndex, int begin, int length) {
        if (begin < 0 || length < 0 || begin > info.layout().pieceLength(pieceIndex) - length) {
            throw new IndexOutOfBoundsException(
                    "%d bytes at %d of piece %d (expected: inside the piece)"
                            .formatted(length, begin, pieceIndex));
        }
    }

    /// Opened anew each time: a file kept open would outlive a piece that is stored again.
    private OpenFile open(int pieceIndex) throws StorageException {
        return new OpenFile(channel(pieceIndex));
    }

    private FileChannel channel(int pieceIndex) throws StorageException {
        try {
            return FileChannel.open(folder.piece(pieceIndex), StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw missing(pieceIndex, e);
        } catch (IOException e) {
            throw StorageException.reading(folder.piece(pieceIndex), e);
        }
    }

    private StorageException missing(int pieceIndex, @Nullable IOException cause) {
        var text = "no piece %d in %s".formatted(pieceIndex, folder.path());
        return cause == null
                ? new StorageException(Kind.MISSING, text)
                : new StorageException(Kind.MISSING, text, cause);
    }

    private StorageException changed(int pieceIndex) {
        return new StorageException(
                Kind.CHANGED, "not what was hashed: " + folder.piece(pieceIndex));
    }

    @Override
    public boolean isUnchanged() throws StorageException {
        for (int piece = 0; piece < stamps.length(); piece++) {
            var known = stamps.get(piece);
            if (known != null && !known.equals(FileStamp.of(folder.piece(piece)))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void force() throws StorageException {
        boolean any = false;
        for (int piece = 0; piece < unforced.length(); piece++) {
            if (unforced.getAndSet(piece, 0) == 1) {
                any = true;
                force(piece);
            }
        }
        if (any) {
            folder.force();
        }
    }

    private void force(int pieceIndex) throws StorageException {
        try (var channel = FileChannel.open(folder.piece(pieceIndex), StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            unforced.set(pieceIndex, 1);
            throw StorageException.writing(folder.piece(pieceIndex), 0, e);
        }
    }

    @Override
    public void complete() throws StorageException {
        force();
    }

    @Override
    public void close() {
        // No file is kept open.
    }
}
