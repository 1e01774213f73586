package io.seedpod.benchmarks.transfer;

import io.seedpod.benchmarks.system.Commands;
import io.seedpod.benchmarks.system.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Runs every pair in every round, interleaved, and writes `benchmarks/results/DATE-transfer.md`.
public final class TransferBenchmark {
    private final Options options;
    private final Path checkout;
    private final Path scratch;

    private TransferBenchmark(Options options, Path checkout, Path scratch) {
        this.options = options;
        this.checkout = checkout;
        this.scratch = scratch;
    }

    /// Arguments: the checkout, a scratch folder on memory-backed storage, then the user's options.
    /// `--check` before the options only says whether they are understood; `--help` says what they
    /// are.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var words = List.of(arguments);
        if (words.equals(List.of("--help"))) {
            System.out.print(Options.USAGE);
            return;
        }
        boolean checked = !words.isEmpty() && words.getFirst().equals("--check");
        var options = Options.parse(words.subList(checked ? 1 : 2, words.size()));
        if (options.isEmpty()) {
            System.err.print(Options.USAGE);
            System.exit(2);
        }
        if (checked) {
            return;
        }
        new TransferBenchmark(options.get(), Path.of(words.get(0)), Path.of(words.get(1))).run();
    }

    private void run() throws IOException, InterruptedException {
        var clients = clients();
        Network.build();
        var content =
                Content.create(
                        scratch.resolve("source"),
                        options.mebibytes(),
                        options.pieceKibibytes(),
                        Tracker.URL);
        var preamble = preamble(clients);
        var measurements = new ArrayList<Measurement>();
        for (int round = 1; round <= options.rounds(); round++) {
            for (var client : clients) {
                var folder = scratch.resolve("round");
                var measurement = new Transfer(folder, content).run(client, round);
                delete(folder);
                measurements.add(measurement);
                System.err.printf(
                        "round %d %-12s %6.2f s  %5.2f CPU-s%n",
                        round,
                        client.name(),
                        measurement.wallTransfer(),
                        measurement.cpuTransfer());
            }
        }
        preamble.add("- load average (1, 5, 15 min) after: " + Machine.loadAverage());
        var report = new Report(preamble, options.mebibytes() / 1024.0, measurements);
        report.leaveFigures();
        var output = output();
        Files.createDirectories(output.toAbsolutePath().getParent());
        Files.writeString(output, report.text());
        System.err.println("written: " + output);
    }

    private Path output() {
        var name = LocalDate.now(ZoneOffset.UTC) + "-transfer.md";
        return options.output().isEmpty()
                ? checkout.resolve("benchmarks/results").resolve(name)
                : Path.of(options.output());
    }

    /// Those asked for, or all that can run; a pair asked for that cannot run is an error.
    private List<Client> clients() throws IOException {
        var all =
                List.of(
                        new Aria2(),
                        new Transmission(),
                        new Ours(checkout, false),
                        new Ours(checkout, true));
        var asked = options.pairs();
        var chosen = new ArrayList<Client>();
        for (var client : all) {
            try {
                if (asked.isEmpty() || asked.contains(client.name())) {
                    client.version();
                    chosen.add(client);
                }
            } catch (IOException e) {
                if (!asked.isEmpty()) {
                    throw e;
                }
                System.err.println("left out: " + client.name() + ": " + e.getMessage());
            }
        }
        return chosen;
    }

    private List<String> preamble(List<Client> clients) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("# One seeder to one leecher, " + options.mebibytes() + " MiB");
        lines.add("");
        lines.add(
                "Two network namespaces joined by a bridge; source and target on memory-backed storage; a fresh opentracker for each transfer; SHA-256 of every fetched file checked.");
        lines.add("");
        lines.add("- command: `" + ("benchmarks/run-transfer " + options.told()).strip() + "`");
        lines.add("- date: " + LocalDate.now(ZoneOffset.UTC));
        lines.add("- machine: " + Machine.describe());
        lines.add("- commit: " + Commands.commit(checkout));
        lines.add("- JDK: " + System.getProperty("java.vm.version"));
        for (var client : clients) {
            lines.add("- " + client.name() + ": " + client.version());
        }
        lines.add("- piece length: " + options.pieceKibibytes() + " KiB");
        lines.add("- load average (1, 5, 15 min) before: " + Machine.loadAverage());
        return lines;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
