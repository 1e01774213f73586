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

/// Starts tracker and peer daemon in each form that is built, in turn, and writes
/// `benchmarks/results/DATE-startup.md`.
public final class StartupBenchmark {
    private static final int PORT = 27_000;
    private static final int TRACKER_PORT = 27_010;
    private static final int IDLE_ROUNDS = 2;

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
        lines.addAll(new Table(starts).lines());
        Files.writeString(output, String.join("\n", lines) + "\n");
        System.err.println("written: " + output);
    }

    private static List<Program> programs(Path checkout) {
        var built = new ArrayList<Program>();
        for (var name : List.of("tracker", "peer")) {
            for (var form : Form.values()) {
                var program = new Program(checkout, name, form);
                if (program.isBuilt()) {
                    built.add(program);
                } else {
                    System.err.println("left out, not built: " + program.name());
                }
            }
        }
        return built;
    }

    /// A tracker stays for the peers. Its start is the first and in no figure: what is measured
    /// finds files read and this program warm.
    private static Map<Program, List<Start>> measure(
            List<Program> programs, Path scratch, int rounds)
            throws IOException, InterruptedException {
        var starts = new LinkedHashMap<Program, List<Start>>();
        try (var tracker =
                Service.start(programs.getFirst(), scratch.resolve("tracker"), TRACKER_PORT, 0)) {
            tracker.awaitLine();
            tracker.awaitReady();
            for (int round = 1; round <= rounds; round++) {
                for (var program : programs) {
                    var home = scratch.resolve(String.join("-", program.program(), "" + round));
                    boolean atRest = round <= IDLE_ROUNDS;
                    var start =
                            Start.of(
                                    program,
                                    home.resolve(program.form().word()),
                                    PORT,
                                    TRACKER_PORT,
                                    atRest);
                    starts.computeIfAbsent(program, _ -> new ArrayList<>()).add(start);
                    System.err.printf(
                            Locale.ROOT,
                            "round %d %-28s ready after %.3f s%n",
                            round,
                            program.name(),
                            start.toReady());
                }
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
}
