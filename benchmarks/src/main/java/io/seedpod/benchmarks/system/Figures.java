package io.seedpod.benchmarks.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Medians that one benchmark leaves for the page that puts all side by side (`run-forms`): lines
/// `key value` in the file that the environment variable `SEEDPOD_BENCH_FIGURES` names; nothing
/// where it is not set.
public final class Figures {
    private Figures() {}

    /// Adds a line. The key is words joined by dots; the unit is the key's last word.
    public static void add(String key, double value) throws IOException {
        var file = System.getenv("SEEDPOD_BENCH_FIGURES");
        if (file != null && !file.isEmpty()) {
            Files.writeString(
                    Path.of(file),
                    String.format(Locale.ROOT, "%s %.6f%n", key, value),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    /// All lines of such a file; of two with one key the later.
    public static Map<String, Double> read(Path file) throws IOException {
        var figures = new TreeMap<String, Double>();
        for (var line : Files.readAllLines(file)) {
            int blank = line.indexOf(' ');
            figures.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
        }
        return figures;
    }
}
