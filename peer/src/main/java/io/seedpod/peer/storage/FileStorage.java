package io.seedpod.peer.storage;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

/// Content in files: `NAME.part` while it is fetched, `NAME` when complete.
///
/// Reads and writes at positions: no lock is held while bytes move.
public final class FileStorage implements Storage {
    /// For how long a look at a file's stamp is good before its bytes are sent.
    private static final long STAMP_NANOS = 20_000_000;

    private final InfoDict info;
    private final ContentPaths paths;
    private final OpenFiles openFiles;
    private final FileRuns runs;
    private final AtomicIntegerArray unforced;
    private volatile State state;

    /// Held shared while a file is opened by its path, alone while all paths change: a reader that
    /// came between would miss the file.
    private final ReadWriteLock moving = new ReentrantReadWriteLock();

    private FileStorage(InfoDict info, ContentPaths paths, OpenFiles openFiles, State state) {
        this.info = info;
        this.paths = paths;
        this.openFiles = openFiles;
        this.state = state;
        runs = new FileRuns(info);
        unforced = new AtomicIntegerArray(info.files().size());
    }

    /// Begins to fetch: nothing may be at the target nor at its `.part`, and there must be room for
    /// all of it.
    public static FileStorage create(InfoDict info, ContentPaths paths, OpenFiles openFiles)
            throws StorageException {
        refuse(paths.target());
        refuse(paths.part());
        DiskSpace.require(paths.folder(), info.layout().totalLength());
        return fetching(info, paths, openFiles);
    }

    /// Goes on fetching into a `.part` known to be this torrent's.
    public static FileStorage resume(InfoDict info, ContentPaths paths, OpenFiles openFiles)
            throws StorageException {
        refuse(paths.target());
        return fetching(info, paths, openFiles);
    }

    /// Content that is there already, to be checked or served as it was when `stamps` were taken.
    ///
    /// @param stamps one for each file, as they were at hashing
    public static FileStorage existing(
            InfoDict info, Path content, List<FileStamp> stamps, OpenFiles openFiles)
            throws StorageException {
        var paths = ContentPaths.of(content);
        return new FileStorage(
                info, paths, openFiles, State.complete(new FileTree(info, paths.target()), stamps));
    }

    /// Content that is there already, as it is now.
    public static FileStorage existing(InfoDict info, Path content, OpenFiles openFiles)
            throws StorageException {
        var paths = ContentPaths.of(content);
        return existing(info, content, new FileTree(info, paths.target()).stamps(), openFiles);
    }

    /// Content that is about to be hashed.
    static FileStorage hashing(InfoDict info, FileTree tree, OpenFiles openFiles)
            throws StorageException {
        return new FileStorage(
                info, ContentPaths.of(tree.root()), openFiles, State.complete(tree, tree.stamps()));
    }

    /// Takes the room that a fetch will need, so that a disk that fills up meanwhile does not stop
    /// it: writes zeros where nothing is yet. Costs the time to write all of it once more.
    public void allocate(Progress progress) throws StorageException {
        var tree = state.tree();
        long total = info.layout().totalLength();
        var done = new AtomicLong();
        for (FileEntry file : info.files()) {
            if (!file.pad() && !file.isLink()) {
                tree.allocate(file, count -> progress.advanced(done.addAndGet(count), total));
            }
        }
    }

    private static FileStorage fetching(InfoDict info, ContentPaths paths, OpenFiles openFiles) {
        return new FileStorage(
                info, paths, openFiles, State.fetching(new FileTree(info, paths.part())));
    }

    private static void refuse(Path path) throws StorageException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageException(Kind.EXISTS, "already there: " + path);
        }
    }

    @Override
    public InfoDict info() {
        return info;
    }

    /// The stamps of all files: at hashing if the content is complete, otherwise now.
    public List<FileStamp> stamps() throws StorageException {
        var now = state;
        return now.fetching() ? now.tree().stamps() : now.stamps();
    }

    /// Where a file of the torrent lies now.
    public Path path(FileEntry file) throws StorageException {
        return state.tree().path(file);
    }

    /// The text of a link of the torrent.
    Path linkText(FileEntry file) throws StorageException {
        return state.tree().linkText(file);
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
        int count = bytes.remaining();
        try (var file = lendForWriting(index)) {
            long at = position;
            while (bytes.hasRemaining()) {
                at += file.channel().write(bytes, at);
            }
            unforced.set(index, 1);
        } catch (IOException e) {
            throw StorageException.writing(state.tree().path(info.files().get(index)), count, e);
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
        requireUnchanged(index);
        try (var file = lendForReading(index)) {
            long at = position;
            while (target.hasRemaining()) {
                int count = file.channel().read(target, at);
                if (count < 0) {
                    throw changed(index);
                }
                at += count;
            }
        } catch (IOException e) {
            throw StorageException.reading(state.tree().path(info.files().get(index)), e);
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
                        requireUnchanged(index);
                        sink.file(lendForReading(index), position, count);
                    }
                });
    }

    @Override
    public boolean isUnchanged() throws StorageException {
        var now = state;
        for (int index = 0; !now.fetching() && index < info.files().size(); index++) {
            if (!now.stamps().get(index).equals(now.tree().stamp(info.files().get(index)))) {
                return false;
            }
        }
        return true;
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
        try (var file = lendForWriting(index)) {
            file.channel().force(true);
        } catch (IOException e) {
            unforced.set(index, 1);
            throw StorageException.writing(state.tree().path(info.files().get(index)), 0, e);
        } catch (StorageException | RuntimeException e) {
            unforced.set(index, 1);
            throw e;
        }
    }

    @Override
    public void complete() throws StorageException {
        if (!state.fetching()) {
            return;
        }
        force();
        new Completion(info, state.tree()).run();
        moving.writeLock().lock();
        try {
            openFiles.closeAll(this);
            refuse(paths.target());
            Completion.rename(paths);
            var tree = new FileTree(info, paths.target());
            state = State.complete(tree, tree.stamps());
        } finally {
            moving.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        openFiles.closeAll(this);
    }

    private OpenFile lendForWriting(int index) throws StorageException {
        moving.readLock().lock();
        try {
            var tree = state.tree();
            return openFiles.lend(this, index, () -> tree.openForWriting(info.files().get(index)));
        } finally {
            moving.readLock().unlock();
        }
    }

    private OpenFile lendForReading(int index) throws StorageException {
        var file = info.files().get(index);
        moving.readLock().lock();
        try {
            var now = state;
            return openFiles.lend(
                    this,
                    index,
                    () ->
                            now.fetching()
                                    ? now.tree().openMadeBefore(file)
                                    : now.tree().openForReading(file));
        } finally {
            moving.readLock().unlock();
        }
    }

    /// Looks at a file's stamp unless that was done a moment ago: by any thread, it matters not
    /// which.
    private void requireUnchanged(int index) throws StorageException {
        var now = state;
        if (now.fetching()) {
            return;
        }
        long nanos = System.nanoTime();
        if (nanos - now.looked().getOpaque(index) < STAMP_NANOS) {
            return;
        }
        if (!now.stamps().get(index).equals(now.tree().stamp(info.files().get(index)))) {
            throw changed(index);
        }
        now.looked().setOpaque(index, nanos);
    }

    private StorageException changed(int index) throws StorageException {
        return new StorageException(
                Kind.CHANGED,
                "changed since it was hashed: " + state.tree().path(info.files().get(index)));
    }

    private static void putZeros(ByteBuffer target) {
        while (target.remaining() >= Long.BYTES) {
            target.putLong(0);
        }
        while (target.hasRemaining()) {
            target.put((byte) 0);
        }
    }

    /// Where the content is, and how it is to look.
    ///
    /// @param looked when each file's stamp was last found right; racy on purpose: an old time
    ///     costs a look
    private record State(
            FileTree tree, boolean fetching, List<FileStamp> stamps, AtomicLongArray looked) {
        static State fetching(FileTree tree) {
            return new State(tree, true, List.of(), new AtomicLongArray(0));
        }

        static State complete(FileTree tree, List<FileStamp> stamps) {
            var looked = new long[stamps.size()];
            Arrays.fill(looked, System.nanoTime() - STAMP_NANOS);
            return new State(tree, false, List.copyOf(stamps), new AtomicLongArray(looked));
        }
    }
}
