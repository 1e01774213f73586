package io.seedpod.peer.storage;

import io.seedpod.peer.storage.StorageException.Kind;
import java.nio.file.Path;

/// Where one torrent's content and its record lie: `DIR/NAME`, `DIR/NAME.part` while fetched,
/// `DIR/.NAME.seedpod`.
///
/// @param target the final path, absolute
public record ContentPaths(Path folder, Path target, Path part, Path record) {
    /// How content that is being fetched ends.
    public static final String PART_SUFFIX = ".part";

    private static final String RECORD_SUFFIX = ".seedpod";

    /// The paths for content at `target`.
    public static ContentPaths of(Path target) throws StorageException {
        Path absolute = target.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new StorageException(Kind.NOT_SHAREABLE, "not a path for content: " + target);
        }
        return of(folder, absolute, RawPaths.name(absolute));
    }

    /// The paths for content called `name`, a torrent's name, in a folder.
    public static ContentPaths in(Path folder, String name) throws StorageException {
        Path absolute = folder.toAbsolutePath().normalize();
        return of(absolute, RawPaths.resolve(absolute, name), name);
    }

    private static ContentPaths of(Path folder, Path target, String name) throws StorageException {
        return new ContentPaths(
                folder,
                target,
                RawPaths.resolve(folder, name + PART_SUFFIX),
                RawPaths.resolve(folder, "." + name + RECORD_SUFFIX));
    }
}
