package io.seedpod.tracker.wiring;

import io.seedpod.tracker.cli.KeyVerb;
import io.seedpod.tracker.config.ExitCode;
import io.seedpod.tracker.config.StartFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// What `tracker key` does. Blocks.
public final class KeyChange {
    private KeyChange() {}

    /// @return the keys that there are now, in words: a line each
    /// @throws StartFailure when the file is not as the verb wants it; nothing is changed then
    public static String apply(KeyVerb verb, Path file) throws StartFailure {
        try {
            switch (verb) {
                case MAKE -> {
                    if (Files.exists(file)) {
                        throw new FileAlreadyExistsException(file.toString());
                    }
                    KeyFile.make(file);
                }
                case SHOW -> {}
                case ADD -> {
                    var keys = read(file, 1, verb);
                    KeyFile.write(file, List.of(keys.getFirst(), KeyFile.newKey()));
                }
                case SWAP -> KeyFile.write(file, read(file, 2, verb).reversed());
                case DROP -> KeyFile.write(file, read(file, 2, verb).subList(0, 1));
            }
            return shown(KeyFile.parse(file, Files.readAllBytes(file)));
        } catch (FileAlreadyExistsException _) {
            throw new StartFailure(ExitCode.USAGE, "key: " + file + " is there already");
        } catch (NoSuchFileException _) {
            throw new StartFailure(ExitCode.USAGE, "key: " + file + " is not there");
        } catch (IOException e) {
            throw new StartFailure(ExitCode.STORAGE, "key: " + e.getMessage());
        }
    }

    private static List<byte[]> read(Path file, int wanted, KeyVerb verb)
            throws IOException, StartFailure {
        var keys = KeyFile.parse(file, Files.readAllBytes(file));
        if (keys.size() != wanted) {
            throw new StartFailure(
                    ExitCode.USAGE,
                    "key: %s has %d keys (%s wants %d)"
                            .formatted(file, keys.size(), verb.word(), wanted));
        }
        return keys;
    }

    private static String shown(List<byte[]> keys) {
        var text = new StringBuilder();
        text.append("issues and accepts: ").append(KeyFile.fingerprint(keys.getFirst()));
        if (keys.size() > 1) {
            text.append("\naccepts:            ").append(KeyFile.fingerprint(keys.getLast()));
        }
        return text.append('\n').toString();
    }
}
