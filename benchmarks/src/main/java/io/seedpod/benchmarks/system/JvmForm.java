package io.seedpod.benchmarks.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How `./seedpod` starts a program on the JVM.
public final class JvmForm {
    private JvmForm() {}

    /// Java and its options up to `-jar`, with the AOT cache where there is one that fits.
    public static List<String> java(Path checkout, Path jar) {
        return java(checkout, cache(checkout, jar));
    }

    /// Java and its options up to `-jar`, with this AOT cache or none.
    public static List<String> java(Path checkout, Optional<Path> cache) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.add("@" + options(checkout));
        cache.ifPresent(file -> command.add("-XX:AOTCache=" + file));
        return command;
    }

    /// The AOT cache that `build/aot-cache` made, unless jar or options are younger.
    public static Optional<Path> cache(Path checkout, Path jar) {
        var cache = jar.resolveSibling("quarkus-run.aot");
        long made = cache.toFile().lastModified();
        boolean fits =
                Files.exists(cache)
                        && made >= jar.toFile().lastModified()
                        && made >= options(checkout).toFile().lastModified();
        return fits ? Optional.of(cache) : Optional.empty();
    }

    private static Path options(Path checkout) {
        return checkout.resolve("build/java-options");
    }
}
