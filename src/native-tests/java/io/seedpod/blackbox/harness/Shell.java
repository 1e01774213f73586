package io.seedpod.blackbox.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs small commands of the system to their end.
public final class Shell {
    private Shell() {}

    /// The output of a command that must succeed.
    public static String run(String... command) {
        return run(List.of(command), "");
    }

    /// The same, with text on its standard input.
    public static String run(List<String> command, String input) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var exit = process.waitFor();
            if (exit != 0) {
                throw new AssertionError(
                        String.join(" ", command) + ": exit " + exit + "\n" + output);
            }
            return output;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted in " + command, stop);
        }
    }

    /// True when a program of this name is on the path.
    public static boolean has(String program) {
        for (var folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (java.nio.file.Files.isExecutable(java.nio.file.Path.of(folder, program))) {
                return true;
            }
        }
        return java.nio.file.Files.isExecutable(java.nio.file.Path.of("/usr/sbin", program));
    }
}
