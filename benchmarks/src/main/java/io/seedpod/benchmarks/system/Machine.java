package io.seedpod.benchmarks.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What the machine is and how busy it has been.
public final class Machine {
    private Machine() {}

    /// Seconds that all cores together have worked since boot, interrupts included.
    public static double busySeconds() throws IOException {
        var fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +");
        // cpu user nice system idle iowait irq softirq
        long ticks = 0;
        for (int field : new int[] {1, 2, 3, 6, 7}) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks / 100.0;
    }

    public static String loadAverage() throws IOException {
        var fields = Files.readString(Path.of("/proc/loadavg")).split(" ");
        return String.join(" ", fields[0], fields[1], fields[2]);
    }

    public static String describe() throws IOException {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %d GiB, Linux %s",
                field("/proc/cpuinfo", "model name"),
                cores(),
                Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "")) >> 20,
                System.getProperty("os.version"));
    }

    /// All of them, whichever this process is kept to.
    private static long cores() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("processor"))
                .count();
    }

    private static String field(String file, String key) throws IOException {
        for (var line : Files.readAllLines(Path.of(file))) {
            if (line.startsWith(key)) {
                return line.substring(line.indexOf(':') + 1).strip();
            }
        }
        return "unknown";
    }
}
