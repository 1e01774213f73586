package io.seedpod.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The libraries that an executable is loaded with, the loader among them, as `ldd` names them.
///
/// Name look-up needs nothing more: since glibc 2.34 files and DNS are read by `libc.so.6` itself,
/// and since 2.35 it has the locale `C.UTF-8` built in.
final class SharedLibraries {
    private static final Pattern FILE = Pattern.compile("(?:^|=> )(/\\S+) \\(0x[0-9a-f]+\\)");
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\s*$");
    private static final int LEAST_MINOR = 35;
    private static final List<String> SEARCHED = List.of("/lib", "/usr/lib");

    private SharedLibraries() {}

    /// Absolute paths, sorted; none for an executable that is linked statically.
    static List<Path> of(Path executable) throws ImageFailure {
        var told = ldd(executable.toString());
        if (told.contains("statically linked") || told.contains("not a dynamic executable")) {
            return List.of();
        }
        requireGlibc(ldd("--version").lines().findFirst().orElse(""));
        return parse(told, executable);
    }

    static List<Path> parse(String told, Path executable) throws ImageFailure {
        var files = new TreeSet<Path>();
        for (var line : told.lines().map(String::strip).toList()) {
            if (line.endsWith("not found")) {
                throw new ImageFailure("%s: %s on this machine".formatted(executable, line));
            }
            var file = FILE.matcher(line);
            if (file.find()) {
                files.add(searched(Path.of(file.group(1)), executable));
            }
        }
        if (files.isEmpty()) {
            throw new ImageFailure(
                    "%s: ldd names no library: %s".formatted(executable, told.strip()));
        }
        return List.copyOf(files);
    }

    /// The loader of the image looks into these folders and has no cache of others.
    private static Path searched(Path library, Path executable) throws ImageFailure {
        if (SEARCHED.stream().noneMatch(folder -> library.toString().startsWith(folder))) {
            throw new ImageFailure(
                    "%s needs %s, which is not where an image's loader looks (expected: below %s)"
                            .formatted(executable, library, String.join(" or ", SEARCHED)));
        }
        return library;
    }

    static void requireGlibc(String version) throws ImageFailure {
        var number = VERSION.matcher(version);
        if (!number.find()
                || (Integer.parseInt(number.group(1)) == 2
                        && Integer.parseInt(number.group(2)) < LEAST_MINOR)) {
            throw new ImageFailure(
                    "images want glibc 2.%d or newer of the machine that builds them, which has: %s"
                            .formatted(LEAST_MINOR, version));
        }
    }

    /// Standard output and error together; `ldd` ends with 1 for what is not dynamic.
    private static String ldd(String argument) throws ImageFailure {
        try {
            var builder = new ProcessBuilder("ldd", argument).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            var process = builder.start();
            process.getOutputStream().close();
            var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return told;
        } catch (IOException e) {
            throw new ImageFailure("ldd cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageFailure("interrupted", e);
        }
    }

    /// True for a file that the loader of this system could start.
    static boolean isExecutable(Path file) throws ImageFailure {
        try (var in = Files.newInputStream(file)) {
            var magic = in.readNBytes(4);
            return magic.length == 4
                    && magic[0] == 0x7f
                    && magic[1] == 'E'
                    && magic[2] == 'L'
                    && magic[3] == 'F';
        } catch (IOException e) {
            throw new ImageFailure(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
