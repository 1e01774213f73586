package io.seedpod.tracker.wiring;

import io.seedpod.model.tracker.udp.ConnectionIds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/// The secret that connection ids are made with: kept, so that ids outlive a restart; made at the
/// first start, readable for the owner alone.
final class KeyFile {
    private KeyFile() {}

    /// The key's bytes, forced to disk before they are used.
    static byte[] readOrMake(Path file) throws IOException {
        try {
            byte[] key = Files.readAllBytes(file);
            if (key.length != ConnectionIds.KEY_LENGTH) {
                throw new IOException(
                        "key file %s has %d bytes (expected: %d): delete it to have a new one made"
                                .formatted(file, key.length, ConnectionIds.KEY_LENGTH));
            }
            return key;
        } catch (NoSuchFileException _) {
            return make(file);
        }
    }

    private static byte[] make(Path file) throws IOException {
        var key = new byte[ConnectionIds.KEY_LENGTH];
        new SecureRandom().nextBytes(key);
        Path staged = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(staged);
        var owner =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var target =
                FileChannel.open(
                        staged,
                        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                        owner)) {
            target.write(ByteBuffer.wrap(key));
            target.force(true);
        }
        Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
        try (var folder = FileChannel.open(file.resolveSibling(""), StandardOpenOption.READ)) {
            folder.force(true);
        }
        return key;
    }
}
