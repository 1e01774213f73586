package io.seedpod.peer.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Where one torrent's content and its record lie: `DIR/NAME`, `DIR/NAME.part` while fetched,
/// `DIR/.NAME.seedpod`; see [#aside] for a fourth. A name that leaves no room for what is appended
/// is cut there, and keeps apart from others by its hash.
///
/// @param target the final path, absolute
public record ContentPaths(Path folder, Path target, Path part, Path record) {
    /// How content that is being fetched ends.
    public static final String PART_SUFFIX = ".part";

    private static final String ASIDE_SUFFIX = ".aside";
    private static final String RECORD_SUFFIX = ".seedpod";

    /// Bytes of a name that leave room, within the 255 that file systems allow, for the dot, the
    /// suffixes, and what a record's store appends.
    private static final int LONGEST_STEM = 255 - 24;

    private static final int HASH_BYTES = 8;

    /// The folder of what is fetched of unwanted files, because a piece reaches into them:
    /// `DIR/.NAME.seedpod.aside`.
    public Path aside() {
        return record.resolveSibling(record.getFileName() + ASIDE_SUFFIX);
    }

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
        String stem = stem(name);
        return new ContentPaths(
                folder,
                target,
                RawPaths.resolve(folder, stem + PART_SUFFIX),
                RawPaths.resolve(folder, "." + stem + RECORD_SUFFIX));
    }

    private static String stem(String name) {
        byte[] bytes = name.getBytes(UTF_8);
        if (bytes.length <= LONGEST_STEM) {
            return name;
        }
        int end = LONGEST_STEM - 1 - 2 * HASH_BYTES;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, UTF_8) + "~" + hash(bytes);
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
