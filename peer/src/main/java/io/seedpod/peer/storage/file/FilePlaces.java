package io.seedpod.peer.storage.file;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.storage.FileStamp;
import io.seedpod.peer.storage.OpenFile;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Where one torrent's files are now: at their `.part`, under their final name, or aside. Moves
/// them, opens them where they are, and sees that finished ones are as they were hashed. For any
/// thread that may block.
final class FilePlaces {
    private final InfoDict info;
    private final ContentPaths paths;
    private final OpenFiles openFiles;
    private final AsideFiles asideFiles;
    private volatile FileState state;

    /// Whether what is at the final path may be fetched on: it was fetched in part.
    private final boolean continues;

    /// Held shared while a file is opened by its path, alone while paths change: a reader that came
    /// between would miss the file.
    private final ReadWriteLock moving = new ReentrantReadWriteLock();

    private FilePlaces(
            InfoDict info,
            ContentPaths paths,
            OpenFiles openFiles,
            FileState state,
            boolean continues) {
        this.info = info;
        this.paths = paths;
        this.openFiles = openFiles;
        this.state = state;
        this.continues = continues;
        asideFiles = new AsideFiles(info, paths.aside());
    }

    /// What is being fetched into a `.part`.
    ///
    /// @param wanted indexes of the files that are to be fetched
    static FilePlaces fetching(
            InfoDict info, ContentPaths paths, OpenFiles openFiles, BitSet wanted)
            throws StorageException {
        var tree = new FileTree(info, paths.part());
        var places =
                new FilePlaces(
                        info, paths, openFiles, FileState.fetching(tree, new BitSet()), true);
        places.state = FileState.fetching(tree, places.asideAtFirst(tree, wanted));
        return places;
    }

    /// What was fetched in part, under its final name.
    static FilePlaces inPart(InfoDict info, ContentPaths paths, OpenFiles openFiles)
            throws StorageException {
        var tree = new FileTree(info, paths.target());
        var aside = new BitSet();
        for (int index = 0; index < info.files().size(); index++) {
            FileEntry file = info.files().get(index);
            aside.set(index, !file.pad() && !AsideFiles.isThere(tree.path(file)));
        }
        var places = new FilePlaces(info, paths, openFiles, FileState.fetching(tree, aside), true);
        places.state = places.completed(tree, aside);
        return places;
    }

    /// What is there already, for good.
    ///
    /// @param stamps one for each file, as they were at hashing
    static FilePlaces existing(
            InfoDict info,
            ContentPaths paths,
            OpenFiles openFiles,
            FileTree tree,
            List<FileStamp> stamps) {
        return new FilePlaces(
                info, paths, openFiles, FileState.complete(tree, stamps, new BitSet()), false);
    }

    /// What is wanted comes back, what is not and is not there will be aside.
    private BitSet asideAtFirst(FileTree tree, BitSet wanted) throws StorageException {
        var aside = new BitSet();
        for (int index = 0; index < info.files().size(); index++) {
            FileEntry file = info.files().get(index);
            if (!file.pad() && !wanted.get(index)) {
                aside.set(index, isBare(file) || FileStamp.NONE.equals(tree.stamp(file)));
            } else if (!file.pad()) {
                asideFiles.bringBack(index, tree);
            }
        }
        return aside;
    }

    /// There are no bytes of it to move.
    private static boolean isBare(FileEntry file) {
        return file.length() == 0;
    }

    /// Nothing of anybody's is written over.
    static void refuse(Path path) throws StorageException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageException(Kind.EXISTS, "already there: " + path);
        }
    }

    boolean isFetching() {
        return state.fetching();
    }

    FileTree tree() {
        return state.tree();
    }

    boolean isAside(int index) {
        return state.aside().get(index);
    }

    /// The stamps of all files: at hashing if the content is complete, otherwise now.
    List<FileStamp> stamps() throws StorageException {
        var now = state;
        return now.fetching() ? stamps(now.tree(), now.aside()) : now.stamps();
    }

    private List<FileStamp> stamps(FileTree tree, BitSet aside) throws StorageException {
        var stamps = new ArrayList<FileStamp>(info.files().size());
        for (int index = 0; index < info.files().size(); index++) {
            stamps.add(stamp(tree, aside, index));
        }
        return stamps;
    }

    private FileStamp stamp(FileTree tree, BitSet aside, int index) throws StorageException {
        return aside.get(index) ? asideFiles.stamp(index) : tree.stamp(info.files().get(index));
    }

    private FileState completed(FileTree tree, BitSet aside) throws StorageException {
        return FileState.complete(tree, stamps(tree, aside), aside);
    }

    /// Where a file of the torrent lies now.
    Path path(FileEntry file) throws StorageException {
        return state.tree().path(file);
    }

    Path path(int index) throws StorageException {
        var now = state;
        return now.aside().get(index)
                ? asideFiles.path(index)
                : now.tree().path(info.files().get(index));
    }

    /// Whether every file is as it was hashed.
    boolean isUnchanged() throws StorageException {
        var now = state;
        for (int index = 0; !now.fetching() && index < info.files().size(); index++) {
            if (!isAsHashed(now, index)) {
                return false;
            }
        }
        return true;
    }

    /// What was fetched is on disk: it gets its final name.
    void complete() throws StorageException {
        moving.writeLock().lock();
        try {
            var aside = state.aside();
            new Completion(info, state.tree(), aside).run();
            openFiles.closeAll(this);
            refuse(paths.target());
            Completion.rename(paths);
            state = completed(new FileTree(info, paths.target()), aside);
            if (aside.isEmpty()) {
                asideFiles.removeFolder();
            }
        } finally {
            moving.writeLock().unlock();
        }
    }

    /// As [io.seedpod.peer.storage.Storage#choose].
    void choose(BitSet wanted, BitSet whole) throws StorageException {
        moving.writeLock().lock();
        try {
            var aside = (BitSet) state.aside().clone();
            for (int index = 0; index < info.files().size(); index++) {
                if (!info.files().get(index).pad()) {
                    choose(index, wanted.get(index), whole.get(index), aside);
                }
            }
            if (!aside.equals(state.aside())) {
                openFiles.closeAll(this);
                state = FileState.fetching(state.tree(), aside);
            }
        } finally {
            moving.writeLock().unlock();
        }
    }

    /// Half a file does not appear at the final path: for that, all goes back to its `.part`.
    private void choose(int index, boolean wanted, boolean whole, BitSet aside)
            throws StorageException {
        if (wanted && aside.get(index)) {
            reopen();
            asideFiles.bringBack(index, state.tree());
            aside.clear(index);
        } else if (!wanted && !whole && !aside.get(index) && state.fetching()) {
            asideFiles.put(index, state.tree());
            aside.set(index);
        }
    }

    /// More is to be written: what was complete as far as it was wanted gets back to its `.part`.
    void openAgain() throws StorageException {
        if (state.fetching()) {
            return;
        }
        moving.writeLock().lock();
        try {
            reopen();
        } finally {
            moving.writeLock().unlock();
        }
    }

    /// More is to be fetched of what was complete as far as it was wanted. With the lock held
    /// alone.
    private void reopen() throws StorageException {
        if (state.fetching() || !continues) {
            return;
        }
        openFiles.closeAll(this);
        refuse(paths.part());
        try {
            Files.move(paths.target(), paths.part(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw StorageException.writing(paths.part(), 0, e);
        }
        state = FileState.fetching(new FileTree(info, paths.part()), state.aside());
    }

    OpenFile lendForWriting(int index) throws StorageException {
        moving.readLock().lock();
        try {
            var tree = state.tree();
            return openFiles.lend(
                    this,
                    index,
                    state.aside().get(index)
                            ? () -> asideFiles.openForWriting(index, tree)
                            : () -> tree.openForWriting(info.files().get(index)));
        } finally {
            moving.readLock().unlock();
        }
    }

    OpenFile lendForReading(int index) throws StorageException {
        var file = info.files().get(index);
        moving.readLock().lock();
        try {
            var now = state;
            return openFiles.lend(
                    this,
                    index,
                    () ->
                            now.aside().get(index)
                                    ? asideFiles.openMadeBefore(index, now.tree())
                                    : now.fetching()
                                            ? now.tree().openMadeBefore(file)
                                            : now.tree().openForReading(file));
        } finally {
            moving.readLock().unlock();
        }
    }

    /// Looks at a file's stamp unless that was done a moment ago: by any thread, it matters not
    /// which.
    void requireUnchanged(int index) throws StorageException {
        var now = state;
        if (now.fetching()) {
            return;
        }
        long nanos = System.nanoTime();
        if (!now.isLookDue(index, nanos)) {
            return;
        }
        if (!isAsHashed(now, index)) {
            requireReallyUnchanged(index);
        }
        now.looked().setOpaque(index, nanos);
    }

    /// The paths may just have been changing, by us.
    private void requireReallyUnchanged(int index) throws StorageException {
        moving.readLock().lock();
        try {
            var now = state;
            if (!now.fetching() && !isAsHashed(now, index)) {
                throw changed(index);
            }
        } finally {
            moving.readLock().unlock();
        }
    }

    private boolean isAsHashed(FileState now, int index) throws StorageException {
        return now.stamps().get(index).equals(stamp(now.tree(), now.aside(), index));
    }

    StorageException changed(int index) throws StorageException {
        return new StorageException(Kind.CHANGED, "changed since it was hashed: " + path(index));
    }

    void close() {
        openFiles.closeAll(this);
    }
}
