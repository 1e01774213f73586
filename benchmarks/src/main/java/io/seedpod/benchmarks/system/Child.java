package io.seedpod.benchmarks.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A program that was started here, read through `/proc` until it is closed.
public final class Child implements AutoCloseable {
    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /// Starts it with `home` in the place of the user's folder.
    public static Child start(ProcessBuilder builder, Path home) throws IOException {
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("XDG_STATE_HOME");
        return new Child(builder.start());
    }

    public InputStream output() {
        return process.getInputStream();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Of one that has ended.
    public int exitValue() {
        return process.exitValue();
    }

    public double cpuSeconds() throws IOException {
        return Processes.cpuSeconds(process.pid());
    }

    public long residentBytes() throws IOException {
        return Processes.residentBytes(process.pid());
    }

    public long peakResidentBytes() throws IOException {
        return Processes.peakResidentBytes(process.pid());
    }

    /// Resident now and in no page cache.
    public long anonymousBytes() throws IOException {
        return Processes.anonymousBytes(process.pid());
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
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while ending process " + process.pid(), e);
        }
    }
}
