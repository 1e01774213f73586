package io.seedpod.peer.cli.shell.console;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The file that keeps the lines typed, for its owner alone.
public final class HistoryFile {
    private HistoryFile() {}

    /// In the state folder, both made when missing; absent when that is not possible.
    public static Optional<Path> in(Path stateFolder) {
        var file = stateFolder.resolve("shell-history");
        try {
            Files.createDirectories(stateFolder);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException _) {
            // Of an earlier shell.
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.empty();
        }
        return Files.isRegularFile(file) && Files.isWritable(file)
                ? Optional.of(file)
                : Optional.empty();
    }
}
