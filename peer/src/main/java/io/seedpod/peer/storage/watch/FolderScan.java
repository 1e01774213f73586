package io.seedpod.peer.storage.watch;

import static java.util.Objects.requireNonNull;

import io.seedpod.peer.storage.FileStamp;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.file.ContentPaths;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Looks at a shared folder's entries without reading content.
///
/// Hidden entries and `.part` ones are not shared, nor are folders without files. An entry that is
/// a link counts as what it leads to; links further down are looked at as links.
public final class FolderScan {
    private FolderScan() {}

    /// How each entry looks now.
    public static Map<Path, Look> scan(Path folder) throws StorageException {
        var looks = new TreeMap<Path, Look>();
        try (var entries = Files.newDirectoryStream(folder, FolderScan::isShared)) {
            for (Path entry : entries) {
                var look = look(entry);
                if (look.files() > 0) {
                    looks.put(entry, look);
                }
            }
            return looks;
        } catch (DirectoryIteratorException e) {
            throw StorageException.reading(folder, requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw StorageException.reading(folder, e);
        }
    }

    private static boolean isShared(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return !name.startsWith(".") && !name.endsWith(ContentPaths.PART_SUFFIX);
    }

    /// How one file or folder looks now.
    ///
    /// An entry that vanishes or cannot be read while it is looked at looks like less; it will be
    /// told when it is hashed.
    public static Look look(Path entry) {
        var visitor = new Visitor();
        try {
            Files.walkFileTree(entry.toRealPath(), visitor);
        } catch (IOException _) {
            visitor.add(entry, FileStamp.NONE);
        }
        return new Look(visitor.files, visitor.sum);
    }

    /// How an entry looked: equal looks mean that nothing was touched.
    ///
    /// @param sum of the paths and stamps of all its files
    public record Look(int files, long sum) {}

    /// Adds up what it is shown; the order does not matter.
    private static final class Visitor extends SimpleFileVisitor<Path> {
        private int files;
        private long sum;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files++;
            try {
                add(file, FileStamp.of(file));
            } catch (StorageException _) {
                add(file, FileStamp.NONE);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            files++;
            add(file, FileStamp.NONE);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
        }

        void add(Path file, FileStamp stamp) {
            long mixed = file.toString().hashCode();
            for (long part : new long[] {stamp.size(), stamp.modifiedNanos(), stamp.inode()}) {
                mixed = (mixed ^ part) * 0x9e3779b97f4a7c15L;
                mixed ^= mixed >>> 32;
            }
            sum += mixed;
        }
    }
}
