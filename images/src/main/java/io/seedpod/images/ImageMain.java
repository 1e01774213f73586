package io.seedpod.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// Writes the images. Arguments, three for each: program, executable, folder for the archive, which
/// holds the program's bill of materials too.
public final class ImageMain {
    private static final long MOST_PACKED_BYTES = 40_000_000;

    private ImageMain() {}

    public static void main(String... arguments) throws ImageFailure, IOException {
        for (int i = 0; i + 2 < arguments.length; i += 3) {
            write(
                    Recipe.of(arguments[i]),
                    Path.of(arguments[i + 1]).normalize(),
                    Path.of(arguments[i + 2]).normalize());
        }
    }

    private static void write(Recipe recipe, Path executable, Path folder)
            throws ImageFailure, IOException {
        var name = recipe.executableName();
        var parts =
                new ImageParts(
                        required(executable, "build it with -Dnative"),
                        required(folder.resolve(name + "-sbom.json"), "-Pimage writes it"),
                        required(
                                Path.of(System.getProperty("seedpod.image.certificates", "")),
                                "install ca-certificates, or name another file with"
                                        + " -Dseedpod.image.certificates="),
                        System.getProperty("seedpod.image.version", ""),
                        Instant.parse(System.getProperty("seedpod.image.created", "")),
                        System.getProperty("seedpod.image.prefix", ""));
        if (!SharedLibraries.isExecutable(executable)) {
            throw new ImageFailure(executable + " is not an executable for Linux");
        }
        var archive = folder.resolve(name + "-image.tar");
        var id = ImageArchive.write(recipe, parts, archive, folder.resolve("image"));
        var bytes = Files.size(archive);
        if (bytes > MOST_PACKED_BYTES) {
            throw new ImageFailure(
                    "%s has %d bytes (expected: at most %d)"
                            .formatted(archive, bytes, MOST_PACKED_BYTES));
        }
        System.out.printf(
                "%s  %s  %.1f MB  %s%n",
                ImageArchive.name(recipe, parts), id, bytes / 1e6, archive);
    }

    private static Path required(Path file, String remedy) throws ImageFailure {
        if (!Files.isRegularFile(file)) {
            throw new ImageFailure("missing: %s (%s)".formatted(file, remedy));
        }
        return file;
    }
}
