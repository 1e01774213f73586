package io.seedpod.benchmarks.startup;

import io.seedpod.benchmarks.system.Commands;
import io.seedpod.benchmarks.system.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Starts tracker and peer daemon in each form that is built, in turn, and writes
/// `benchmarks/results/DATE-startup.md`.
public final class StartupBenchmark {
    private static final int PORT = 27_000;

    private StartupBenchmark() {}

    /// Arguments: the checkout, a scratch folder, rounds, path of the report or an empty word.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var checkout = Path.of(arguments[0]);
        var scratch = Path.of(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        var output =
                arguments[3].isEmpty()
                        ? checkout.resolve("benchmarks/results")
                                .resolve(LocalDate.now(ZoneOffset.UTC) + "-startup.md")
                        : Path.of(arguments[3]);
        var lines = preamble(checkout, rounds);
        var starts = measure(programs(checkout), scratch, rounds);
        lines.add("- load average (1, 5, 15 min) after: " + Machine.loadAverage());
        lines.addAll(table(starts));
        Files.writeString(output, String.join("\n", lines) + "\n");
        System.err.println("written: " + output);
    }

    private static List<Program> programs(Path checkout) {
        var built = new ArrayList<Program>();
        for (var name : List.of("tracker", "peer")) {
            for (boolean nativeImage : new boolean[] {false, true}) {
                var program = new Program(checkout, name, nativeImage);
                if (program.isBuilt()) {
                    built.add(program);
                } else {
                    System.err.println("left out, not built: " + program.name());
                }
            }
        }
        return built;
    }

    private static Map<Program, List<Start>> measure(
            List<Program> programs, Path scratch, int rounds)
            throws IOException, InterruptedException {
        var starts = new LinkedHashMap<Program, List<Start>>();
        for (int round = 1; round <= rounds; round++) {
            for (var program : programs) {
                var home = scratch.resolve(program.name().replace(", ", "-") + "-" + round);
                var start = Start.of(program, home, PORT);
                starts.computeIfAbsent(program, _ -> new ArrayList<>()).add(start);
                System.err.printf(
                        Locale.ROOT,
                        "round %d %-16s ready after %.3f s%n",
                        round,
                        program.name(),
                        start.wallToReady());
            }
        }
        return starts;
    }

    private static List<String> preamble(Path checkout, int rounds) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("# From exec to ready, and at rest");
        lines.add("");
        lines.add("- command: `benchmarks/run-startup --rounds " + rounds + "`");
        lines.add("- date: " + LocalDate.now(ZoneOffset.UTC));
        lines.add("- machine: " + Machine.describe());
        lines.add("- commit: " + Commands.commit(checkout));
        lines.add("- JDK: " + System.getProperty("java.vm.version"));
        lines.add("- load average (1, 5, 15 min) before: " + Machine.loadAverage());
        return lines;
    }

    private static List<String> table(Map<Program, List<Start>> starts) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(
                "| program | exec to ready, s: median (lowest - highest) | CPU-s until ready | idle"
                        + " RSS MB | idle without page cache MB | CPU-s in 5 s idle | MB on disk |");
        lines.add("|---|---|---|---|---|---|---|");
        for (var entry : starts.entrySet()) {
            var rounds = entry.getValue();
            lines.add(
                    String.join(
                            " | ",
                            "| " + entry.getKey().name(),
                            spread(rounds, Start::wallToReady, "%.3f"),
                            spread(rounds, Start::cpuToReady, "%.2f"),
                            spread(rounds, start -> start.idleResident() / 1e6, "%.1f"),
                            spread(rounds, start -> start.idleAnonymous() / 1e6, "%.1f"),
                            spread(rounds, Start::cpuWhileIdle, "%.2f"),
                            String.format(Locale.ROOT, "%.1f |", entry.getKey().length() / 1e6)));
        }
        lines.add("");
        lines.add(
                "Ready: the program has printed that it is. A peer daemon was given an empty folder and a tracker that is away. MB are millions of bytes.");
        lines.add(
                "Without page cache: RssAnon + RssShmem. On disk: the executable, or all jars (the JVM needs a Java besides).");
        return lines;
    }

    private static String spread(List<Start> rounds, ToDoubleFunction<Start> value, String format) {
        var sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        return String.format(
                Locale.ROOT,
                format + " (" + format + " - " + format + ")",
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
