package io.seedpod.peer.storage;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/// What tells that a file is still the one that was hashed, without reading it.
///
/// @param size bytes
/// @param modifiedNanos nanoseconds since 1970
/// @param inode the file's number on its file system, 0 where there is none
public record FileStamp(long size, long modifiedNanos, long inode) {
    /// Of what is not there, and of pads.
    public static final FileStamp NONE = new FileStamp(-1, 0, 0);

    /// The stamp of a file or link, `NONE` if it is not there. Links are not followed.
    public static FileStamp of(Path path) throws StorageException {
        try {
            return read(path);
        } catch (NoSuchFileException _) {
            return NONE;
        } catch (IOException e) {
            throw StorageException.reading(path, e);
        }
    }

    private static FileStamp read(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            var attributes =
                    Files.readAttributes(
                            path, "unix:size,lastModifiedTime,ino", LinkOption.NOFOLLOW_LINKS);
            return new FileStamp(
                    (Long) requireNonNull(attributes.get("size")),
                    nanos((FileTime) requireNonNull(attributes.get("lastModifiedTime"))),
                    (Long) requireNonNull(attributes.get("ino")));
        }
        var attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new FileStamp(attributes.size(), nanos(attributes.lastModifiedTime()), 0);
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }
}
