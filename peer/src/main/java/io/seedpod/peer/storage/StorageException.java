package io.seedpod.peer.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Trouble with content on disk. The message names the path and is fit for a user; the kind tells
/// programs what to do.
public final class StorageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public StorageException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public StorageException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /// What happened while reading a path.
    public static StorageException reading(Path path, IOException cause) {
        return cause instanceof NoSuchFileException
                ? new StorageException(Kind.MISSING, "no such file: " + path, cause)
                : new StorageException(
                        Kind.UNREADABLE, "cannot read " + path + ": " + reason(cause), cause);
    }

    /// What happened while writing a path; `wanted` bytes were to be written.
    public static StorageException writing(Path path, long wanted, IOException cause) {
        if (cause instanceof FileAlreadyExistsException) {
            return new StorageException(Kind.EXISTS, "already there: " + path, cause);
        }
        return DiskSpace.isFull(path, wanted, cause)
                ? new StorageException(Kind.DISK_FULL, "disk full, cannot write " + path, cause)
                : new StorageException(
                        Kind.UNWRITABLE, "cannot write " + path + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "no such file";
        }
        String reason =
                cause instanceof FileSystemException problem
                        ? problem.getReason()
                        : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }

    /// What went wrong.
    public enum Kind {
        /// No room for what is to be written.
        DISK_FULL,
        /// Expected, and not there.
        MISSING,
        UNREADABLE,
        UNWRITABLE,
        /// Not as it was when it was hashed.
        CHANGED,
        /// Something else is where content is to go.
        EXISTS,
        /// A link or a name leads outside the folder.
        OUTSIDE,
        /// Nothing a torrent can be made of.
        NOT_SHAREABLE
    }
}
