package io.seedpod.benchmarks.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Runs a short command to its end.
public final class Commands {
    private Commands() {}

    /// What the command printed, both streams. Throws with that text when it fails.
    public static String output(String... command) throws IOException {
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

    /// The commit that a checkout stands at, and whether files differ from it.
    public static String commit(Path checkout) {
        var folder = checkout.toString();
        try {
            var head = output("git", "-C", folder, "rev-parse", "--short=12", "HEAD");
            var changes = output("git", "-C", folder, "status", "--porcelain");
            return head.strip() + (changes.isBlank() ? "" : " with changes not committed");
        } catch (IOException _) {
            return "unknown";
        }
    }
}
