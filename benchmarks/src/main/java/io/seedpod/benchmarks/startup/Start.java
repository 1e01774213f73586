package io.seedpod.benchmarks.startup;

import io.seedpod.benchmarks.system.Processes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// One start, measured. Seconds and bytes; `idle…` a while after the program was ready.
record Start(
        double wallToReady,
        double cpuToReady,
        long idleResident,
        long idleAnonymous,
        double cpuWhileIdle) {
    private static final long IDLE_SECONDS = 5;

    /// Starts a program, waits for its line, lets it idle, ends it. The time runs from just before
    /// the fork, so it holds the execution of `java` or of the executable, loader included.
    static Start of(Program program, Path home, int port) throws IOException, InterruptedException {
        Files.createDirectories(home);
        var builder = new ProcessBuilder(program.command(home, port));
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("XDG_STATE_HOME");
        builder.redirectError(home.resolve("errors").toFile());
        long begun = System.nanoTime();
        var process = builder.start();
        try (var output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            var line = output.readLine();
            long ready = System.nanoTime();
            if (line == null || !line.contains(" ready: ")) {
                throw new IOException(
                        "%s said '%s': %s"
                                .formatted(
                                        program.name(),
                                        line,
                                        Files.readString(home.resolve("errors"))));
            }
            double cpu = Processes.cpuSeconds(process.pid());
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            return new Start(
                    (ready - begun) / 1e9,
                    cpu,
                    Processes.residentBytes(process.pid()),
                    Processes.anonymousBytes(process.pid()),
                    Processes.cpuSeconds(process.pid()) - cpu);
        } finally {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
