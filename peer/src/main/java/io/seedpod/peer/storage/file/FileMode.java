package io.seedpod.peer.storage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/// The one thing that a torrent remembers of a file's mode: whether it may be run (BEP 47).
public final class FileMode {
    private FileMode() {}

    /// Whether its owner may run it; never where modes are unknown.
    public static boolean isExecutable(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .permissions()
                .contains(PosixFilePermission.OWNER_EXECUTE);
    }

    /// Whoever may read it may run it.
    static void makeExecutable(Path path) throws IOException {
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
}
