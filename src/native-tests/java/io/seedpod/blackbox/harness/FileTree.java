package io.seedpod.blackbox.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a file or a folder holds, to be compared: SHA-256, execute bit and link target of
/// everything in it.
///
/// Empty folders do not count: a torrent cannot say them.
public record FileTree(SortedMap<String, Entry> entries) {
    private static final int BUFFER = 1 << 20;

    /// A file (`detail` = SHA-256) or a link (`detail` = target).
    public record Entry(boolean link, boolean executable, long length, String detail) {}

    /// Reads all below `root` without following links; a plain file is a tree of one entry with the
    /// name "".
    public static FileTree of(Path root) {
        var entries = new TreeMap<String, Entry>();
        try (var paths = Files.walk(root)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    entries.put(root.relativize(path).toString(), entry(path));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new FileTree(entries);
    }

    public long totalLength() {
        return entries.values().stream().mapToLong(Entry::length).sum();
    }

    public long linkCount() {
        return entries.values().stream().filter(Entry::link).count();
    }

    public long executableCount() {
        return entries.values().stream().filter(Entry::executable).count();
    }

    /// The same with no file executable.
    public FileTree withoutExecuteBits() {
        var plain = new TreeMap<String, Entry>();
        entries.forEach(
                (name, entry) ->
                        plain.put(
                                name,
                                new Entry(entry.link(), false, entry.length(), entry.detail())));
        return new FileTree(plain);
    }

    /// One line for each entry that differs; empty when both are the same.
    public List<String> differencesTo(FileTree other) {
        var differences = new ArrayList<String>();
        for (Map.Entry<String, Entry> mine : entries.entrySet()) {
            var theirs = other.entries.get(mine.getKey());
            if (theirs == null) {
                differences.add("missing: " + mine.getKey());
            } else if (!theirs.equals(mine.getValue())) {
                differences.add(
                        "differs: "
                                + mine.getKey()
                                + ": "
                                + theirs
                                + " (expected: "
                                + mine.getValue()
                                + ")");
            }
        }
        for (var name : other.entries.keySet()) {
            if (!entries.containsKey(name)) {
                differences.add("not expected: " + name);
            }
        }
        return List.copyOf(differences);
    }

    /// Throws an [AssertionError] with the first differences unless `copy` holds exactly the same.
    public void requireSame(Path copy) {
        if (!Files.exists(copy)) {
            throw new AssertionError("nothing at " + copy);
        }
        var differences = differencesTo(of(copy));
        if (!differences.isEmpty()) {
            var shown = differences.subList(0, Math.min(10, differences.size()));
            throw new AssertionError(
                    differences.size()
                            + " differences in "
                            + copy
                            + ":\n"
                            + String.join("\n", shown));
        }
    }

    private static Entry entry(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return new Entry(true, false, 0, Files.readSymbolicLink(path).toString());
        }
        return new Entry(false, isExecutable(path), Files.size(path), sha256(path));
    }

    private static boolean isExecutable(Path path) throws IOException {
        return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_EXECUTE);
    }

    /// The SHA-256 of a file's content, in hexadecimal.
    public static String sha256(Path file) {
        try (var channel = FileChannel.open(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = ByteBuffer.allocate(BUFFER);
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
