package io.seedpod.peer.storage.file;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.storage.DiskSpace;
import io.seedpod.peer.storage.FileStamp;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.RegionSink;
import io.seedpod.peer.storage.Storage;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.Workers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Content in files: `NAME.part` while it is fetched, `NAME` when everything that is wanted of it
/// is there. What is fetched of unwanted files lies aside, see [AsideFiles].
///
/// Reads and writes at positions: no lock is held while bytes move.
public final class FileStorage implements Storage {
    private final InfoDict info;
    final FilePlaces places;
    private final FileRuns runs;
    private final AtomicIntegerArray unforced;

    private FileStorage(InfoDict info, FilePlaces places) {
        this.info = info;
        this.places = places;
        runs = new FileRuns(info);
        unforced = new AtomicIntegerArray(info.files().size());
    }

    /// Begins to fetch: nothing may be at the target nor at its `.part`, and there must be room for
    /// all of it.
    public static FileStorage create(InfoDict info, ContentPaths paths, OpenFiles openFiles)
            throws StorageException {
        return create(info, paths, openFiles, everyFile(info));
    }

    /// @param wanted indexes of the files that are to be fetched
    public static FileStorage create(
            InfoDict info, ContentPaths paths, OpenFiles openFiles, BitSet wanted)
            throws StorageException {
        FilePlaces.refuse(paths.target());
        FilePlaces.refuse(paths.part());
        long length = wanted.stream().mapToLong(index -> info.files().get(index).length()).sum();
        DiskSpace.require(paths.folder(), length);
        return new FileStorage(info, FilePlaces.fetching(info, paths, openFiles, wanted));
    }

    /// Goes on fetching into a `.part` known to be this torrent's.
    public static FileStorage resume(
            InfoDict info, ContentPaths paths, OpenFiles openFiles, BitSet wanted)
            throws StorageException {
        FilePlaces.refuse(paths.target());
        return new FileStorage(info, FilePlaces.fetching(info, paths, openFiles, wanted));
    }

    /// Content of which some files were fetched, known to be this torrent's. It gets back to its
    /// `.part` when more is wanted of it.
    public static FileStorage inPart(InfoDict info, ContentPaths paths, OpenFiles openFiles)
            throws StorageException {
        return new FileStorage(info, FilePlaces.inPart(info, paths, openFiles));
    }

    static BitSet everyFile(InfoDict info) {
        var all = new BitSet();
        all.set(0, info.files().size());
        return all;
    }

    /// Content that is there already, to be checked or served as it was when `stamps` were taken.
    ///
    /// @param stamps one for each file, as they were at hashing
    public static FileStorage existing(
            InfoDict info, Path content, List<FileStamp> stamps, OpenFiles openFiles)
            throws StorageException {
        var paths = ContentPaths.of(content);
        var tree = new FileTree(info, paths.target());
        return new FileStorage(info, FilePlaces.existing(info, paths, openFiles, tree, stamps));
    }

    /// Content that is there already, as it is now.
    public static FileStorage existing(InfoDict info, Path content, OpenFiles openFiles)
            throws StorageException {
        var paths = ContentPaths.of(content);
        return existing(info, content, new FileTree(info, paths.target()).stamps(), openFiles);
    }

    /// Content that is about to be hashed.
    public static FileStorage hashing(InfoDict info, FileTree tree, OpenFiles openFiles)
            throws StorageException {
        var paths = ContentPaths.of(tree.root());
        return new FileStorage(
                info, FilePlaces.existing(info, paths, openFiles, tree, tree.stamps()));
    }

    /// Takes the room that a fetch will need, so that a disk that fills up meanwhile does not stop
    /// it: writes zeros where nothing is yet. Costs the time to write all of it once more.
    public void allocate(Progress progress) throws StorageException {
        var tree = places.tree();
        long total = info.layout().totalLength();
        var done = new AtomicLong();
        for (int index = 0; index < info.files().size(); index++) {
            FileEntry file = info.files().get(index);
            if (!file.pad() && !file.isLink() && !places.isAside(index)) {
                tree.allocate(file, count -> progress.advanced(done.addAndGet(count), total));
            }
        }
    }

    @Override
    public InfoDict info() {
        return info;
    }

    /// The stamps of all files: at hashing if the content is complete, otherwise now.
    public List<FileStamp> stamps() throws StorageException {
        return places.stamps();
    }

    /// Where a file of the torrent lies now.
    public Path path(FileEntry file) throws StorageException {
        return places.path(file);
    }

    /// The text of a link of the torrent.
    public Path linkText(FileEntry file) throws StorageException {
        return places.tree().linkText(file);
    }

    @Override
    public void write(int pieceIndex, ByteBuffer piece) throws StorageException {
        if (piece.remaining() != info.layout().pieceLength(pieceIndex)) {
            throw new IllegalArgumentException(piece.remaining() + " bytes of piece " + pieceIndex);
        }
        int limit = piece.limit();
        runs.each(
                pieceIndex,
                0,
                piece.remaining(),
                (index, position, count) -> {
                    piece.limit(piece.position() + count);
                    if (info.files().get(index).pad()) {
                        piece.position(piece.limit());
                    } else {
                        write(index, position, piece);
                    }
                    piece.limit(limit);
                });
    }

    private void write(int index, long position, ByteBuffer bytes) throws StorageException {
        places.openAgain();
        int count = bytes.remaining();
        try (var file = places.lendForWriting(index)) {
            long at = position;
            while (bytes.hasRemaining()) {
                at += file.channel().write(bytes, at);
            }
            unforced.set(index, 1);
        } catch (IOException e) {
            throw StorageException.writing(places.path(index), count, e);
        }
    }

    @Override
    public void read(int pieceIndex, int begin, ByteBuffer target) throws StorageException {
        int limit = target.limit();
        runs.each(
                pieceIndex,
                begin,
                target.remaining(),
                (index, position, count) -> {
                    target.limit(target.position() + count);
                    if (info.files().get(index).pad()) {
                        putZeros(target);
                    } else {
                        read(index, position, target);
                    }
                    target.limit(limit);
                });
    }

    private void read(int index, long position, ByteBuffer target) throws StorageException {
        places.requireUnchanged(index);
        try (var file = places.lendForReading(index)) {
            long at = position;
            while (target.hasRemaining()) {
                int count = file.channel().read(target, at);
                if (count < 0) {
                    throw places.changed(index);
                }
                at += count;
            }
        } catch (IOException e) {
            throw StorageException.reading(places.path(index), e);
        }
    }

    @Override
    public void regions(int pieceIndex, int begin, int length, RegionSink sink)
            throws StorageException {
        runs.each(
                pieceIndex,
                begin,
                length,
                (index, position, count) -> {
                    if (info.files().get(index).pad()) {
                        sink.zeros(count);
                    } else {
                        places.requireUnchanged(index);
                        sink.file(places.lendForReading(index), position, count);
                    }
                });
    }

    @Override
    public boolean isUnchanged() throws StorageException {
        return places.isUnchanged();
    }

    /// All files at a time, as far as there are threads: a journalling file system then commits
    /// many of them at once, which makes 20,000 small files a matter of seconds.
    @Override
    public void force() throws StorageException {
        int[] written =
                IntStream.range(0, unforced.length())
                        .filter(index -> unforced.get(index) == 1)
                        .toArray();
        Workers.force(written.length, number -> force(written[number]));
    }

    /// Marked before the call: what is written while it runs is forced the next time.
    private void force(int index) throws StorageException {
        unforced.set(index, 0);
        try (var file = places.lendForWriting(index)) {
            file.channel().force(true);
        } catch (IOException e) {
            unforced.set(index, 1);
            throw StorageException.writing(places.path(index), 0, e);
        } catch (StorageException | RuntimeException e) {
            unforced.set(index, 1);
            throw e;
        }
    }

    @Override
    public void complete() throws StorageException {
        if (places.isFetching()) {
            force();
            places.complete();
        }
    }

    @Override
    public void choose(BitSet wanted, BitSet whole) throws StorageException {
        places.choose(wanted, whole);
    }

    @Override
    public void close() {
        places.close();
    }

    private static void putZeros(ByteBuffer target) {
        while (target.remaining() >= Long.BYTES) {
            target.putLong(0);
        }
        while (target.hasRemaining()) {
            target.put((byte) 0);
        }
    }
}
