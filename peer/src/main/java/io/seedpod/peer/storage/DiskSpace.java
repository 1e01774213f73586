package io.seedpod.peer.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Asks how much room there is, and recognises the errors that mean "none".
public final class DiskSpace {
    private DiskSpace() {}

    /// Refuses to begin what cannot be finished.
    public static void require(Path folder, long bytes) throws StorageException {
        long usable;
        try {
            usable = Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw StorageException.reading(folder, e);
        }
        if (usable < bytes) {
            throw new StorageException(
                    StorageException.Kind.DISK_FULL,
                    "disk full: "
                            + folder
                            + " has room for "
                            + usable
                            + " bytes (needed: "
                            + bytes
                            + ")");
        }
    }

    /// Java keeps the number of the error to itself, and its text follows the user's language: so
    /// look at the disk too.
    static boolean isFull(Path path, long wanted, IOException cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left")
                || message.contains("quota exceeded")
                || usableAt(path) < wanted;
    }

    private static long usableAt(Path path) {
        for (@Nullable Path at = path; at != null; at = at.getParent()) {
            try {
                return Files.getFileStore(at).getUsableSpace();
            } catch (IOException _) {
                // Not there, or not to be looked at: its folder may tell.
            }
        }
        return Long.MAX_VALUE;
    }
}
