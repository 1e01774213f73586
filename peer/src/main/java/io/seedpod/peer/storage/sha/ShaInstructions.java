package io.seedpod.peer.storage.sha;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.graalvm.nativeimage.ImageInfo;

/// Whether this processor has SHA instructions. They make hashing twice to five times as fast,
/// and hashing is half of what a peer computes.
public final class ShaInstructions {
    private static final Path LINUX_PROCESSORS = Path.of("/proc/cpuinfo");

    /// What Linux calls them, on x86-64 and on arm64.
    private static final Set<String> FLAGS = Set.of("sha_ni", "sha1");

    private ShaInstructions() {}

    /// One line for people when they are missing. Absent: they are there, or nobody can tell.
    public static Optional<String> notice() {
        return missing()
                ? Optional.of(
                        "this processor has no SHA instructions: checking pieces takes more of its time")
                : Optional.empty();
    }

    private static boolean missing() {
        if (ImageInfo.inImageCode()) {
            return new LinkedShaCalls().instructions() == 0;
        }
        var loaded = LoadedShaCalls.found();
        if (loaded.isPresent()) {
            return loaded.get().instructions() == 0;
        }
        try {
            return isMissing(Files.readString(LINUX_PROCESSORS));
        } catch (IOException _) {
            return false;
        }
    }

    /// Whether Linux' description of the processors lists flags, and these are not among them.
    static boolean isMissing(String processors) {
        return processors
                .lines()
                .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                .findFirst()
                .map(line -> List.of(line.replaceFirst("^[^:]*:", "").strip().split(" +")))
                .filter(flags -> FLAGS.stream().noneMatch(flags::contains))
                .isPresent();
    }
}
