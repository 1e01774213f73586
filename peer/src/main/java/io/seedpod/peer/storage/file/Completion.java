package io.seedpod.peer.storage.file;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import io.seedpod.peer.storage.Workers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The last steps of a fetch. Each may have been done by a run that was killed; doing it again
/// changes nothing.
final class Completion {
    private final InfoDict info;
    private final FileTree tree;
    private final BitSet aside;
    private final Set<Path> folders = new HashSet<>();

    /// @param aside indexes of files that are not wanted: they do not appear
    Completion(InfoDict info, FileTree tree, BitSet aside) {
        this.info = info;
        this.tree = tree;
        this.aside = aside;
    }

    /// Makes empty files, executable bits and links, and forces the folders to disk.
    void run() throws StorageException {
        for (int index = 0; index < info.files().size(); index++) {
            FileEntry file = info.files().get(index);
            if (!file.pad() && !aside.get(index)) {
                finish(file);
            }
        }
        // Links come last, so that nothing is ever written through one.
        for (int index = 0; index < info.files().size(); index++) {
            FileEntry file = info.files().get(index);
            if (file.isLink() && !aside.get(index)) {
                link(file);
            }
        }
        List<Path> made = List.copyOf(folders);
        Workers.force(made.size(), number -> forceFolder(made.get(number)));
    }

    /// Gives the content its final name, in one step.
    static void rename(ContentPaths paths) throws StorageException {
        try {
            Files.move(paths.part(), paths.target(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw StorageException.writing(paths.target(), 0, e);
        }
        forceFolder(paths.folder());
    }

    private void finish(FileEntry file) throws StorageException {
        noteFolders(file);
        if (file.isLink()) {
            tree.makeFoldersAbove(file);
            return;
        }
        Path path = tree.path(file);
        try {
            if (file.length() == 0) {
                tree.openForWriting(file).close();
            }
            if (Files.size(path) != file.length()) {
                throw new StorageException(
                        Kind.CHANGED, "not of the size it was written with: " + path);
            }
            if (file.executable()) {
                FileMode.makeExecutable(path);
            }
        } catch (IOException e) {
            throw StorageException.writing(path, 0, e);
        }
    }

    private void link(FileEntry file) throws StorageException {
        Path link = tree.path(file);
        Path target = tree.linkText(file);
        try {
            if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
                return;
            }
            Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            throw StorageException.writing(link, 0, e);
        }
    }

    private void noteFolders(FileEntry file) throws StorageException {
        for (int length = 0; info.multiFile() && length < file.path().size(); length++) {
            folders.add(RawPaths.resolve(tree.root(), file.path().subList(0, length)));
        }
    }

    private static void forceFolder(Path folder) throws StorageException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw StorageException.writing(folder, 0, e);
        }
    }
}
