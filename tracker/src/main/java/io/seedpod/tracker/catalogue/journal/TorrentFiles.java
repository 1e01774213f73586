package io.seedpod.tracker.catalogue.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The `.torrent` files of the catalogue, each under the SHA-256 of its bytes. Blocking.
public final class TorrentFiles {
    private static final int DIGEST_LENGTH = 64;
    private static final String SUFFIX = ".torrent";
    private static final String STAGED = "staged-";

    private final Path folder;

    TorrentFiles(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
    }

    static boolean isDigest(String text) {
        return text.length() == DIGEST_LENGTH
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /// SHA-256 of the bytes, in lower-case hexadecimal digits.
    public static String digest(ByteBuffer bytes) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes);
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /// Keeps the bytes; they are on disk when this returns.
    void write(String digest, ByteBuffer bytes) throws IOException {
        Path target = file(digest);
        if (Files.exists(target)) {
            return;
        }
        Path staged = Files.createTempFile(folder, STAGED, ".part");
        try {
            try (var channel = FileChannel.open(staged, StandardOpenOption.WRITE)) {
                Journal.writeFully(channel, bytes);
                channel.force(true);
            }
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(staged);
        }
        Journal.forceFolder(folder);
    }

    /// Empty if there is no such torrent, or its bytes are no longer those that were kept.
    Optional<byte[]> read(String digest) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file(digest)))
                    .filter(bytes -> digest(ByteBuffer.wrap(bytes)).equals(digest));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    void delete(String digest) throws IOException {
        Files.deleteIfExists(file(digest));
    }

    /// Deletes what no name leads to: remains of a crash between torrent and record.
    void keepOnly(Set<String> digests) throws IOException {
        List<Path> remains = new ArrayList<>();
        try (var files = Files.list(folder)) {
            files.filter(file -> isRemains(file.getFileName().toString(), digests))
                    .forEach(remains::add);
        }
        for (Path file : remains) {
            Files.delete(file);
        }
    }

    private static boolean isRemains(String file, Set<String> digests) {
        return file.startsWith(STAGED)
                || (file.endsWith(SUFFIX)
                        && !digests.contains(file.substring(0, file.length() - SUFFIX.length())));
    }

    private Path file(String digest) {
        return folder.resolve(digest + SUFFIX);
    }
}
