package io.seedpod.tracker.catalogue.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Keeps a second tracker out of a data folder: two that write one journal would ruin it.
final class FolderLock {
    private FolderLock() {}

    /// Holds the lock until it is closed.
    static FileChannel take(Path folder) throws IOException {
        var lockFile =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE);
        FileLock held = null;
        try {
            held = lockFile.tryLock();
        } catch (OverlappingFileLockException _) {
            // Held by this very process: as taken as by another.
        }
        if (held == null) {
            lockFile.close();
            throw new IOException("data folder " + folder + " is in use by another tracker");
        }
        return lockFile;
    }
}
