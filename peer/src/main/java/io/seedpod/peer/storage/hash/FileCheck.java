package io.seedpod.peer.storage.hash;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.file.FileMode;
import io.seedpod.peer.storage.file.FileStorage;
import io.seedpod.peer.storage.hash.ContentCheck.FileVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// Compares one file on disk with its entry in the torrent.
final class FileCheck {
    private FileCheck() {}

    static FileVerdict verdict(FileStorage storage, FileEntry file, Bitfield verified)
            throws StorageException {
        Path path = storage.path(file);
        try {
            var attributes =
                    Files.readAttributes(
                            path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (file.isLink()) {
                return attributes.isSymbolicLink()
                                && Files.readSymbolicLink(path).equals(storage.linkText(file))
                        ? FileVerdict.OK
                        : FileVerdict.WRONG_LINK;
            }
            if (!attributes.isRegularFile() || attributes.size() != file.length()) {
                return FileVerdict.WRONG_SIZE;
            }
            if (!ContentCheck.isVerified(storage.info(), file, verified)) {
                return FileVerdict.DAMAGED;
            }
            return FileMode.isExecutable(path) == file.executable()
                    ? FileVerdict.OK
                    : FileVerdict.WRONG_MODE;
        } catch (NoSuchFileException _) {
            return FileVerdict.MISSING;
        } catch (IOException e) {
            throw StorageException.reading(path, e);
        }
    }
}
