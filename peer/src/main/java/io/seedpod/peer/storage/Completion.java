package io.seedpod.peer.storage;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The last steps of a fetch. Each may have been done by a run that was killed; doing it again
/// changes nothing.
final class Completion {
    private final InfoDict info;
    private final FileTree tree;
    private final Set<Path> folders = new HashSet<>();

    Completion(InfoDict info, FileTree tree) {
        this.info = info;
        this.tree = tree;
    }

    /// Makes empty files, executable bits and links, and forces the folders to disk.
    void run() throws StorageException {
        for (FileEntry file : info.files()) {
            if (!file.pad()) {
                finish(file);
            }
        }
        // Links come last, so that nothing is ever written through one.
        for (FileEntry file : info.files()) {
            if (file.isLink()) {
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
                makeExecutable(path);
            }
        } catch (IOException e) {
            throw StorageException.writing(path, 0, e);
        }
    }

    /// Whoever may read it may run it.
    private static void makeExecutable(Path path) throws IOException {
        var view =
                Files.getFileAttributeView(
                        path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        addIf(permissions, PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE);
        addIf(permissions, PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE);
        addIf(permissions, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);
        view.setPermissions(permissions);
    }

    private static void addIf(
            Set<PosixFilePermission> permissions,
            PosixFilePermission reads,
            PosixFilePermission runs) {
        if (permissions.contains(reads)) {
            permissions.add(runs);
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
