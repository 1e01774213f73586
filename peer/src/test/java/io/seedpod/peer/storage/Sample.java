package io.seedpod.peer.storage;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.InfoDictBuilder;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.metainfo.PathRules;
import io.seedpod.peer.storage.file.RawPaths;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Content for tests and the torrent of it, made the plain way: one buffer, one thread.
public final class Sample {
    private static final int PIECE_LENGTH = 32_768;

    private final Map<List<String>, byte[]> files = new TreeMap<>(PathRules.RAW_BYTES);
    private final Map<List<String>, List<String>> links = new TreeMap<>(PathRules.RAW_BYTES);
    private final boolean multiFile;
    private final String name;
    private byte[] content = {};

    private Sample(String name, boolean multiFile) {
        this.name = name;
        this.multiFile = multiFile;
    }

    public static Sample file(String name, int length) {
        var sample = new Sample(name, false);
        sample.files.put(List.of(name), random(length, 1));
        return sample;
    }

    public static Sample folder(String name) {
        return new Sample(name, true);
    }

    /// Files that share pieces and span them, empty ones, an executable one, links, names beyond
    /// ASCII.
    public static Sample tree() {
        return folder("tree")
                .with(0, ".keep")
                .with(100_000, "a", "b", "large")
                .with(10, "a", "b", "small")
                .with(0, "a", "empty")
                .with(7, "bin", "run")
                .with(40_000, "größe", "日本 🙂.txt")
                .with(0, "z-last")
                .link(List.of("lib", "deep", "link"), "bin", "run")
                .link(List.of("bin", "up"), "a")
                .link(List.of("dangling"), "nowhere", "to go");
    }

    public Sample with(int length, String... path) {
        files.put(List.of(path), random(length, Arrays.hashCode(path)));
        return this;
    }

    public Sample link(List<String> path, String... target) {
        links.put(path, List.of(target));
        return this;
    }

    private static byte[] random(int length, long seed) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static boolean executable(List<String> path) {
        return path.getLast().equals("run");
    }

    /// All bytes in the torrent's order.
    public byte[] content() {
        if (content.length == 0) {
            var all = new ByteArrayOutputStream();
            files.values().forEach(all::writeBytes);
            content = all.toByteArray();
        }
        return content;
    }

    public ByteBuffer piece(int pieceIndex) {
        int from = pieceIndex * PIECE_LENGTH;
        return ByteBuffer.wrap(
                Arrays.copyOfRange(
                        content(), from, Math.min(content().length, from + PIECE_LENGTH)));
    }

    public InfoDict info() {
        var builder =
                multiFile
                        ? InfoDictBuilder.folder(name)
                        : InfoDictBuilder.singleFile(name, content().length, false);
        if (multiFile) {
            files.forEach((path, bytes) -> builder.file(path, bytes.length, executable(path)));
            links.forEach(builder::link);
        }
        var layout = builder.pieceLength(PIECE_LENGTH).layout();
        var hashes = new ByteArrayOutputStream();
        for (int piece = 0; piece < layout.pieceCount(); piece++) {
            hashes.writeBytes(sha1(piece(piece)));
        }
        try {
            return builder.build(hashes.toByteArray());
        } catch (MetainfoException e) {
            throw new AssertionError(e);
        }
    }

    public static byte[] sha1(ByteBuffer bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            digest.update(bytes);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /// Puts the content into a folder; returns its path.
    public Path writeTo(Path folder) throws IOException, StorageException {
        Path root = RawPaths.resolve(folder.toAbsolutePath(), name);
        for (FileEntry file : info().files()) {
            Path path = multiFile ? RawPaths.resolve(root, file.path()) : root;
            Files.createDirectories(path.getParent());
            if (file.isLink()) {
                Path target = RawPaths.resolve(root, file.linkTarget().orElseThrow());
                Files.createSymbolicLink(path, path.getParent().relativize(target));
            } else {
                Files.write(path, files.get(file.path()));
                Files.setPosixFilePermissions(
                        path,
                        PosixFilePermissions.fromString(
                                file.executable() ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
        return root;
    }

    /// Writes all pieces into storage.
    public void store(Storage storage) throws StorageException {
        for (int piece = 0; piece < storage.info().layout().pieceCount(); piece++) {
            storage.write(piece, piece(piece));
        }
    }
}
