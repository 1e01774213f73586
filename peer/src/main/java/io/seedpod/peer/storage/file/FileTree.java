package io.seedpod.peer.storage.file;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.storage.FileStamp;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/// Where a torrent's files lie under one path, and how they are opened: never through a link.
public final class FileTree {
    private static final int ALLOCATED_AT_A_TIME = 1 << 20;

    private final InfoDict info;
    private final Path root;

    /// Files are made and brought to their size one at a time: of two that do so together the
    /// second would write its last byte over what the first has stored meanwhile.
    private final ReentrantLock making = new ReentrantLock();

    /// `root` is the file itself, or the folder of the files; absolute.
    public FileTree(InfoDict info, Path root) {
        this.info = info;
        this.root = root;
    }

    public Path root() {
        return root;
    }

    public Path path(FileEntry file) throws StorageException {
        return info.multiFile() ? RawPaths.resolve(root, file.path()) : root;
    }

    /// The target as seen from the link: up to the deepest folder they share, then down.
    Path linkText(FileEntry file) throws StorageException {
        var folder = file.path().subList(0, file.path().size() - 1);
        var target = file.linkTarget().orElseThrow();
        int shared = 0;
        while (shared < folder.size()
                && shared < target.size()
                && folder.get(shared).equals(target.get(shared))) {
            shared++;
        }
        var names = new ArrayList<String>();
        for (int i = shared; i < folder.size(); i++) {
            names.add("..");
        }
        names.addAll(target.subList(shared, target.size()));
        return RawPaths.relative(root, names.isEmpty() ? List.of(".") : names);
    }

    /// The stamps of all files, in their order.
    public List<FileStamp> stamps() throws StorageException {
        var stamps = new ArrayList<FileStamp>(info.files().size());
        for (FileEntry file : info.files()) {
            stamps.add(stamp(file));
        }
        return stamps;
    }

    FileStamp stamp(FileEntry file) throws StorageException {
        return file.pad() ? FileStamp.NONE : FileStamp.of(path(file));
    }

    FileChannel openForReading(FileEntry file) throws StorageException {
        Path path = path(file);
        try {
            requireFoldersAbove(file);
            return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw StorageException.reading(path, e);
        }
    }

    /// Opens a file for reading and writing; made at its full size, without room on disk, if it is
    /// not there.
    FileChannel openForWriting(FileEntry file) throws StorageException {
        Path path = path(file);
        try {
            makeFoldersAbove(file);
            return open(file, path, StandardOpenOption.CREATE);
        } catch (IOException e) {
            throw StorageException.writing(path, file.length(), e);
        }
    }

    /// Makes a file with room on disk for all of it: zeros from where it ends up to its length.
    /// Goes on where an earlier call was interrupted.
    ///
    /// @param advanced hears how many bytes were added, step by step
    void allocate(FileEntry file, LongConsumer advanced) throws StorageException {
        Path path = path(file);
        try {
            makeFoldersAbove(file);
            try (var channel =
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS)) {
                var zeros = ByteBuffer.allocateDirect(ALLOCATED_AT_A_TIME);
                for (long at = channel.size(); at < file.length(); ) {
                    zeros.clear().limit((int) Math.min(ALLOCATED_AT_A_TIME, file.length() - at));
                    int count = channel.write(zeros, at);
                    advanced.accept(count);
                    at += count;
                }
            }
        } catch (IOException e) {
            throw StorageException.writing(path, file.length(), e);
        }
    }

    /// Opens a file for reading and writing that was made before; `MISSING` if it is not there.
    FileChannel openMadeBefore(FileEntry file) throws StorageException {
        Path path = path(file);
        try {
            requireFoldersAbove(file);
            return open(file, path, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw StorageException.reading(path, e);
        }
    }

    /// Opens what there is of a file elsewhere, likewise made at its full size.
    FileChannel openForWriting(FileEntry file, Path elsewhere) throws IOException {
        return open(file, elsewhere, StandardOpenOption.CREATE);
    }

    FileChannel openMadeBefore(FileEntry file, Path elsewhere) throws IOException {
        return open(file, elsewhere, StandardOpenOption.WRITE);
    }

    private FileChannel open(FileEntry file, Path path, StandardOpenOption create)
            throws IOException {
        making.lock();
        try {
            return openPrepared(file, path, create);
        } finally {
            making.unlock();
        }
    }

    private static FileChannel openPrepared(FileEntry file, Path path, StandardOpenOption create)
            throws IOException {
        var channel =
                FileChannel.open(
                        path,
                        create,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
        try {
            prepare(channel, file.length());
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void prepare(FileChannel channel, long length) throws IOException {
        if (channel.size() > length) {
            channel.truncate(length);
        } else if (channel.size() < length) {
            // The last byte alone: the rest is a hole until it is written.
            channel.write(ByteBuffer.allocate(1), length - 1);
        }
    }

    void makeFoldersAbove(FileEntry file) throws StorageException {
        if (!info.multiFile()) {
            return;
        }
        Path folder = root;
        makeFolder(folder);
        for (String name : file.path().subList(0, file.path().size() - 1)) {
            folder = RawPaths.resolve(folder, name);
            makeFolder(folder);
        }
    }

    /// Makes a folder that is not there; another thread may make it at the same time.
    static void makeFolder(Path folder) throws StorageException {
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(folder);
            }
        } catch (java.nio.file.FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw StorageException.writing(folder, 0, e);
            }
        } catch (IOException e) {
            throw StorageException.writing(folder, 0, e);
        }
    }

    private void requireFoldersAbove(FileEntry file) throws StorageException {
        if (!info.multiFile()) {
            return;
        }
        Path folder = root;
        for (String name : file.path().subList(0, file.path().size() - 1)) {
            folder = RawPaths.resolve(folder, name);
            if (Files.isSymbolicLink(folder)) {
                throw new StorageException(
                        Kind.OUTSIDE, "a link where a folder is expected: " + folder);
            }
        }
    }
}
