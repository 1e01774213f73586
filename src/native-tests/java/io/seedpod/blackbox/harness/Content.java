package io.seedpod.blackbox.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.random.RandomGeneratorFactory;

/// Makes files and folders to share; the same seed gives the same bytes.
public final class Content {
    private static final int BUFFER = 1 << 20;

    private Content() {}

    /// A file of random bytes. Where nothing is yet it appears as a whole, so that nobody who looks
    /// at the folder takes a part of it for all; what is there is written over bit by bit.
    public static Path file(Path file, long length, long seed) {
        if (Files.exists(file)) {
            return write(file, length, seed);
        }
        try {
            return Files.move(write(hidden(file), length, seed), file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Beside it; a daemon does not share what begins with a dot.
    private static Path hidden(Path path) {
        return path.resolveSibling("." + path.getFileName());
    }

    private static Path write(Path file, long length, long seed) {
        var random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(seed);
        try (var output = Files.newOutputStream(file)) {
            var buffer = new byte[(int) Math.min(BUFFER, Math.max(1, length))];
            for (var left = length; left > 0; left -= buffer.length) {
                random.nextBytes(buffer);
                output.write(buffer, 0, (int) Math.min(left, buffer.length));
            }
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A folder with everything a torrent can say: nested, empty, executable, linked, strange
    /// names. It, too, appears as a whole where nothing is yet.
    public static Path tree(Path root, long seed) {
        try {
            if (!Files.exists(root)) {
                return Files.move(tree(Files.createDirectory(hidden(root)), seed), root);
            }
            Files.createDirectories(root.resolve("deep/er"));
            file(root.resolve("first.bin"), 700_001, seed);
            file(root.resolve("deep/second.bin"), 16_384, seed + 1);
            file(root.resolve("deep/er/ünïcödé 文件.txt"), 77, seed + 2);
            Files.createFile(root.resolve("deep/empty"));
            var tool = file(root.resolve("deep/tool.sh"), 300, seed + 3);
            Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.createSymbolicLink(root.resolve("to-second"), Path.of("deep/second.bin"));
            Files.createSymbolicLink(root.resolve("deep/er/up"), Path.of("../tool.sh"));
            return root;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
