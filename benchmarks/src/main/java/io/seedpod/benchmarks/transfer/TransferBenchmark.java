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
    private static final List<String> ONLY_IF_NAMED =
            List.of("transmission", "ours-jvm-16k", "ours-native-16k");

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
        Network.build(options.leechers());
        var content = content("source", options.mebibytes());
        var onePiece = content("one-piece", Math.max(1, options.pieceKibibytes() >> 10));
        var preamble = preamble(clients);
        var measurements = new ArrayList<Measurement>();
        for (int round = 1; round <= options.rounds(); round++) {
            for (var client : clients) {
                var start = in(folder -> new Transfer(folder, onePiece, 0).check(client));
                int number = round;
                var measurement =
                        in(
                                folder ->
                                        new Transfer(folder, content, options.leechers())
                                                .run(client, number, start));
                measurements.add(measurement);
                System.err.printf(
                        "round %d %-12s %6.2f s  %5.2f CPU-s  first data %3.0f ms  check %5.2f CPU-s%n",
                        round,
                        client.name(),
                        measurement.wallTransfer(),
                        measurement.cpuTransfer(),
                        measurement.firstData() * 1000,
                        measurement.check().cpuAlone());
            }
        }
        preamble.add("- load average (1, 5, 15 min) after: " + Machine.loadAverage());
        var report =
                new Report(
                        preamble, options.mebibytes() / 1024.0, options.leechers(), measurements);
        report.leaveFigures();
        var output = output();
        Files.createDirectories(output.toAbsolutePath().getParent());
        Files.writeString(output, report.text());
        System.err.println("written: " + output);
    }

    private Content content(String name, int mebibytes) throws IOException {
        return Content.create(
                scratch.resolve(name), mebibytes, options.pieceKibibytes(), Tracker.URL);
    }

    /// Something done in a folder that is gone afterwards.
    private interface Work<T> {
        T in(Path folder) throws IOException, InterruptedException;
    }

    private <T> T in(Work<T> work) throws IOException, InterruptedException {
        var folder = scratch.resolve("round");
        var result = work.in(folder);
        delete(folder);
        return result;
    }

    private Path output() {
        var name = options.pageName(LocalDate.now(ZoneOffset.UTC).toString());
        return options.output().isEmpty()
                ? checkout.resolve("benchmarks/results").resolve(name)
                : Path.of(options.output());
    }

    /// Those asked for, or all that can run; a pair asked for that cannot run is an error.
    private List<Client> clients() throws IOException {
        var all =
                List.of(
                        new Rtorrent(),
                        new Aria2(),
                        new Libtorrent(),
                        new Transmission(),
                        new Ours(checkout, false, false),
                        new Ours(checkout, true, false),
                        new Ours(checkout, false, true),
                        new Ours(checkout, true, true));
        var asked = options.pairs();
        var chosen = new ArrayList<Client>();
        for (var client : all) {
            try {
                boolean wanted =
                        asked.isEmpty()
                                ? !ONLY_IF_NAMED.contains(client.name())
                                : asked.contains(client.name());
                if (wanted) {
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
        lines.add(
                "# One seeder to %s, %d MiB"
                        .formatted(
                                options.leechers() == 1
                                        ? "one leecher"
                                        : options.leechers() + " leechers",
                                options.mebibytes()));
        lines.add("");
        lines.add(
                "A network namespace for each program, joined by a bridge; source and target on memory-backed storage; a fresh opentracker for each transfer; SHA-256 of every fetched file checked.");
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
