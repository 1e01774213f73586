package io.seedpod.benchmarks.forms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/// What native-image wrote down of its own run: time and memory of the build.
final class Builds {
    /// `total_secs` is there for the collector, too: the build's own is the last of its object.
    private static final Pattern SECONDS =
            Pattern.compile(
                    "\"resource_usage\":\\{.*?\"total_cores\":\\d+\\},\"total_secs\":([0-9.]+)");

    /// Cores kept busy, on average.
    private static final Pattern LOAD = Pattern.compile("\"cpu\":\\{\"load\":([0-9.]+)");

    private static final Pattern MEMORY = Pattern.compile("\"peak_rss_bytes\":([0-9]+)");
    private static final Pattern LEVEL = Pattern.compile("\"optimization_level\":\"(\\w+)\"");

    private Builds() {}

    /// Adds `build.<program>.s`, `.cpu.s` and `.gb` where that program's build left them.
    static void addTo(Map<String, Double> figures, Path checkout, String program)
            throws IOException {
        var file = statistics(checkout, program);
        if (Files.exists(file)) {
            var text = Files.readString(file);
            put(figures, "build." + program + ".s", SECONDS, text, 1);
            put(figures, "build." + program + ".gb", MEMORY, text, 1e9);
            put(figures, "build." + program + ".cpu.s", LOAD, text, 1);
            figures.computeIfPresent(
                    "build." + program + ".cpu.s",
                    (_, cores) -> cores * figures.getOrDefault("build." + program + ".s", 0.0));
        }
    }

    /// The level that a program was built at, such as `2`; `unknown` where nothing tells.
    static String level(Path checkout, String program) throws IOException {
        var file = statistics(checkout, program);
        if (Files.exists(file)) {
            var match = LEVEL.matcher(Files.readString(file));
            if (match.find()) {
                return match.group(1);
            }
        }
        return "unknown";
    }

    private static void put(
            Map<String, Double> figures, String key, Pattern pattern, String text, double unit) {
        var match = pattern.matcher(text);
        if (match.find()) {
            figures.put(key, Double.parseDouble(match.group(1)) / unit);
        }
    }

    private static Path statistics(Path checkout, String program) {
        var name = "seedpod-" + program;
        return checkout.resolve(program)
                .resolve("target/" + name + "-native-image-source-jar")
                .resolve(name + "-build-output-stats.json");
    }
}
