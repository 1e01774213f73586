package io.seedpod.benchmarks.transfer;

import io.seedpod.benchmarks.system.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One running program in its namespace, read through `/proc`.
final class Side implements AutoCloseable {
    /// `ip netns exec` becomes the program itself, so the process's counters are the program's.
    static Side start(Client client, boolean seeder, Path home, Place place) throws IOException {
        Files.createDirectories(home);
        Files.createDirectories(place.data());
        client.prepare(home, place);
        var command = new ArrayList<>(List.of("ip", "netns", "exec", place.namespace()));
        command.addAll(seeder ? client.seed(home, place) : client.fetch(home, place));
        var builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("XDG_STATE_HOME");
        var output = home.resolve("output").toFile();
        builder.redirectErrorStream(true).redirectOutput(output);
        return new Side(builder.start(), home);
    }

    private final Process process;
    private final Path home;

    private Side(Process process, Path home) {
        this.process = process;
        this.home = home;
    }

    /// Throws with the program's own last words when it has ended.
    void mustRun() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(
                    "ended early with %d: %s"
                            .formatted(
                                    process.exitValue(), Files.readString(home.resolve("output"))));
        }
    }

    double cpuSeconds() throws IOException {
        return Processes.cpuSeconds(process.pid());
    }

    /// Resident now and in no page cache, in bytes.
    long anonymousBytes() throws IOException {
        return Processes.anonymousBytes(process.pid());
    }

    long peakResidentBytes() throws IOException {
        return Processes.peakResidentBytes(process.pid());
    }

    /// Asks the program to end, and makes it end after ten seconds.
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted while ending process " + process.pid(), e);
        }
    }
}
