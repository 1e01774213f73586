package io.seedpod.tracker.wiring;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.seedpod.model.tracker.udp.ConnectionIds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The file of the secrets that connection ids are made with: a line of 32 hexadecimal digits for
/// the key that issues and accepts, and perhaps a second line for a key that is only accepted.
///
/// A file of exactly 16 bytes is a key as earlier trackers wrote it.
final class KeyFile {
    private static final Pattern HEX =
            Pattern.compile("[0-9a-fA-F]{" + 2 * ConnectionIds.KEY_LENGTH + "}");
    private static final int MAX_KEYS = 2;

    private KeyFile() {}

    /// The keys, first the one that issues.
    ///
    /// @param bytes of the file
    /// @throws IOException if it is no key file; the message says what is wrong and where
    static List<byte[]> parse(Path file, byte[] bytes) throws IOException {
        if (bytes.length == ConnectionIds.KEY_LENGTH) {
            return List.of(bytes);
        }
        var lines =
                new String(bytes, US_ASCII)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
        boolean wellFormed = lines.stream().allMatch(line -> HEX.matcher(line).matches());
        if (lines.isEmpty() || lines.size() > MAX_KEYS || !wellFormed) {
            throw new IOException(
                    "key file %s cannot be used: %d bytes, %d lines (expected: one or two lines of %d hexadecimal digits)"
                            .formatted(
                                    file,
                                    bytes.length,
                                    lines.size(),
                                    2 * ConnectionIds.KEY_LENGTH));
        }
        return lines.stream().map(HexFormat.of()::parseHex).toList();
    }

    static ConnectionIds ids(List<byte[]> keys) {
        return keys.size() == 1
                ? new ConnectionIds(keys.getFirst())
                : new ConnectionIds(keys.getFirst(), keys.getLast());
    }

    /// What tells keys apart in a log without giving them away.
    static String fingerprint(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /// Makes a file with a key of chance, readable for the owner alone, forced to disk.
    static void make(Path file) throws IOException {
        write(file, List.of(newKey()));
    }

    static byte[] newKey() {
        var key = new byte[ConnectionIds.KEY_LENGTH];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /// Puts these keys in the place of what the file held, at once; readable for the owner alone,
    /// and for its group where that could read it before; forced to disk.
    static void write(Path file, List<byte[]> keys) throws IOException {
        Path staged = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(staged);
        var text = new StringBuilder();
        keys.forEach(key -> text.append(HexFormat.of().formatHex(key)).append('\n'));
        boolean isGroups =
                Files.exists(file)
                        && Files.getPosixFilePermissions(file)
                                .contains(PosixFilePermission.GROUP_READ);
        var permissions = PosixFilePermissions.fromString(isGroups ? "rw-r-----" : "rw-------");
        try (var target =
                FileChannel.open(
                        staged,
                        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                        PosixFilePermissions.asFileAttribute(permissions))) {
            target.write(ByteBuffer.wrap(text.toString().getBytes(US_ASCII)));
            target.force(true);
        }
        Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
        try (var folder =
                FileChannel.open(
                        file.toAbsolutePath().resolveSibling(""), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
