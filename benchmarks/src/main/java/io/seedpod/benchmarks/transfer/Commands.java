package io.seedpod.benchmarks.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs a short command to its end.
final class Commands {
    private Commands() {}

    /// What the command printed, both streams. Throws with that text when it fails.
    static String output(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(
                        "%s ended with %d: %s"
                                .formatted(String.join(" ", command), process.exitValue(), text));
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted while waiting for " + List.of(command), e);
        }
        return text;
    }
}
