package io.seedpod.benchmarks.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the system knows of a running process.
public final class Processes {
    private static final double TICKS_PER_SECOND = 100;

    private Processes() {}

    /// Seconds of all threads and of awaited children since the start; steps of 10 ms.
    public record Cpu(double user, double system) {}

    public static Cpu cpu(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        // utime, stime, cutime, cstime
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new Cpu(
                (Long.parseLong(fields[11]) + Long.parseLong(fields[13])) / TICKS_PER_SECOND,
                (Long.parseLong(fields[12]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND);
    }

    /// User and system time together: see [#cpu].
    public static double cpuSeconds(long pid) throws IOException {
        var cpu = cpu(pid);
        return cpu.user() + cpu.system();
    }

    /// The resident set now, in bytes.
    public static long residentBytes(long pid) throws IOException {
        return statusBytes(pid, "VmRSS:");
    }

    /// Largest resident set so far, in bytes.
    public static long peakResidentBytes(long pid) throws IOException {
        return statusBytes(pid, "VmHWM:");
    }

    /// What is resident now and in no file's page cache, in bytes: memory that the system cannot
    /// take back.
    public static long anonymousBytes(long pid) throws IOException {
        return statusBytes(pid, "RssAnon:") + statusBytes(pid, "RssShmem:");
    }

    private static long statusBytes(long pid, String field) throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith(field)) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        throw new IOException("no " + field + " for process " + pid);
    }
}
