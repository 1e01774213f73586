package io.seedpod.peer.storage.file;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.storage.FileStamp;
import io.seedpod.peer.storage.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Where the bytes of unwanted files go that are part of a piece which is wanted: a hidden folder
/// beside the content, with a file for each that is touched, called by its index. Such a file has
/// holes where nothing was fetched, and every byte at its place, so that it becomes the real file
/// by a rename once it is wanted.
final class AsideFiles {
    private final InfoDict info;
    private final Path folder;

    AsideFiles(InfoDict info, Path folder) {
        this.info = info;
        this.folder = folder;
    }

    Path path(int index) {
        return folder.resolve(String.valueOf(index));
    }

    FileStamp stamp(int index) throws StorageException {
        return FileStamp.of(path(index));
    }

    FileChannel openForWriting(int index, FileTree tree) throws StorageException {
        try {
            FileTree.makeFolder(folder);
            return tree.openForWriting(info.files().get(index), path(index));
        } catch (IOException e) {
            throw StorageException.writing(path(index), 0, e);
        }
    }

    FileChannel openMadeBefore(int index, FileTree tree) throws StorageException {
        try {
            return tree.openMadeBefore(info.files().get(index), path(index));
        } catch (IOException e) {
            throw StorageException.reading(path(index), e);
        }
    }

    /// What there is of a file becomes the file.
    void bringBack(int index, FileTree tree) throws StorageException {
        FileEntry file = info.files().get(index);
        if (!isThere(path(index)) || isThere(tree.path(file))) {
            return;
        }
        tree.makeFoldersAbove(file);
        move(path(index), tree.path(file));
    }

    /// What there is of a file goes aside.
    void put(int index, FileTree tree) throws StorageException {
        Path path = tree.path(info.files().get(index));
        if (isThere(path)) {
            FileTree.makeFolder(folder);
            move(path, path(index));
        }
    }

    /// Nothing is aside any more.
    void removeFolder() throws StorageException {
        try {
            Files.deleteIfExists(folder);
        } catch (java.nio.file.DirectoryNotEmptyException _) {
            // Somebody keeps something of his own there.
        } catch (IOException e) {
            throw StorageException.writing(folder, 0, e);
        }
    }

    static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static void move(Path from, Path to) throws StorageException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw StorageException.writing(to, 0, e);
        }
    }
}
