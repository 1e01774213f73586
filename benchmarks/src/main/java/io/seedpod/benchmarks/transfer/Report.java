package io.seedpod.benchmarks.transfer;

import io.seedpod.benchmarks.system.Figures;
import io.seedpod.benchmarks.system.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// The measurements as a Markdown page: medians with their spread first, every raw number after.
record Report(List<String> preamble, double gibibytes, List<Measurement> measurements) {
    private static final long MEBIBYTE = 1 << 20;

    String text() {
        var lines = new ArrayList<>(preamble);
        lines.add("");
        lines.add("## Median (lowest - highest) of the rounds");
        lines.add("");
        lines.add(
                "| pair | transfer wall s | MiB/s | transfer CPU-s/GiB, both | whole wall s | whole"
                        + " CPU-s/GiB, both | peak RSS MiB seeder / leecher | without page cache | peak heap MiB seeder /"
                        + " leecher |");
        lines.add("|---|---|---|---|---|---|---|---|---|");
        byPair().forEach((pair, rounds) -> lines.add(summary(pair, rounds)));
        lines.addAll(meanings());
        lines.add("");
        lines.add("## Every round");
        lines.add("");
        lines.add(
                "| pair | round | transfer wall | whole wall | transfer CPU seeder | leecher | whole"
                        + " CPU seeder | leecher | CPU elsewhere | RSS seeder MiB | leecher | without page cache seeder MiB | leecher | heap"
                        + " seeder MiB | leecher |");
        lines.add("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        measurements.forEach(m -> lines.add(raw(m)));
        return String.join("\n", lines) + "\n";
    }

    /// Leaves medians, and of memory the highest, for the page of both forms.
    void leaveFigures() throws IOException {
        for (var entry : byPair().entrySet()) {
            var rounds = entry.getValue();
            var key = "transfer.%.0f.%s.".formatted(gibibytes * 1024, entry.getKey());
            Figures.add(key + "wall.s", Spread.of(rounds, Measurement::wallTransfer).median());
            Figures.add(
                    key + "cpu.s", Spread.of(rounds, m -> m.cpuTransfer() / gibibytes).median());
            Figures.add(
                    key + "whole-cpu.s", Spread.of(rounds, m -> m.cpuWhole() / gibibytes).median());
            Figures.add(key + "seeder.resident.mb", most(rounds, Measurement::residentSeeder));
            Figures.add(key + "seeder.anonymous.mb", most(rounds, Measurement::anonymousSeeder));
            Figures.add(key + "leecher.resident.mb", most(rounds, Measurement::residentLeecher));
            Figures.add(key + "leecher.anonymous.mb", most(rounds, Measurement::anonymousLeecher));
        }
    }

    private static double most(List<Measurement> rounds, ToDoubleFunction<Measurement> bytes) {
        return Spread.of(rounds, bytes).highest() / 1e6;
    }

    private Map<String, List<Measurement>> byPair() {
        var pairs = new TreeMap<String, List<Measurement>>();
        measurements.forEach(m -> pairs.computeIfAbsent(m.pair(), _ -> new ArrayList<>()).add(m));
        return pairs;
    }

    private String summary(String pair, List<Measurement> rounds) {
        double mebibytes = gibibytes * 1024;
        return String.join(
                " | ",
                "| " + pair,
                spread(rounds, Measurement::wallTransfer, "%.2f"),
                spread(rounds, m -> mebibytes / m.wallTransfer(), "%.0f"),
                spread(rounds, m -> m.cpuTransfer() / gibibytes, "%.2f"),
                spread(rounds, Measurement::wallWhole, "%.2f"),
                spread(rounds, m -> m.cpuWhole() / gibibytes, "%.2f"),
                highest(rounds, Measurement::residentSeeder)
                        + " / "
                        + highest(rounds, Measurement::residentLeecher),
                highest(rounds, Measurement::anonymousSeeder)
                        + " / "
                        + highest(rounds, Measurement::anonymousLeecher),
                highest(rounds, Measurement::heapSeeder)
                        + " / "
                        + highest(rounds, Measurement::heapLeecher)
                        + " |");
    }

    private static String spread(
            List<Measurement> rounds, ToDoubleFunction<Measurement> value, String format) {
        return Spread.of(rounds, value).text(format);
    }

    private static String highest(
            Collection<Measurement> rounds, ToLongFunction<Measurement> bytes) {
        return mebibytes(rounds.stream().mapToLong(bytes).max().orElse(-1));
    }

    private static String mebibytes(long bytes) {
        return bytes < 0 ? "-" : Long.toString((bytes + MEBIBYTE / 2) / MEBIBYTE);
    }

    private static List<String> meanings() {
        return List.of(
                "",
                "- transfer: from the first MiB on the leecher's interface until its file is whole, verified and under its own name.",
                "- whole: wall time from the leecher's start until then; CPU from the start of both programs, so the seeder's check of its content is in.",
                "- CPU is user and system time of the two programs from `/proc`. Kernel work on a veth pair is done mostly in the sender's context, for every pair alike.",
                "- without page cache: the highest of what was resident during the transfer and backed by no file (RssAnon + RssShmem, read every 10 ms).",
                "- peak heap is the largest occupancy that the collector logged; `-` where there is no managed heap or no collection took place.",
                "- CPU elsewhere: seconds that the machine's cores worked during the transfer beyond both programs.");
    }

    private static String raw(Measurement m) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.3f | %.3f | %.2f | %.2f | %.2f | %.2f | %.2f | %s | %s | %s | %s | %s | %s |",
                m.pair(),
                m.round(),
                m.wallTransfer(),
                m.wallWhole(),
                m.cpuTransferSeeder(),
                m.cpuTransferLeecher(),
                m.cpuWholeSeeder(),
                m.cpuWholeLeecher(),
                m.cpuElsewhere(),
                mebibytes(m.residentSeeder()),
                mebibytes(m.residentLeecher()),
                mebibytes(m.anonymousSeeder()),
                mebibytes(m.anonymousLeecher()),
                mebibytes(m.heapSeeder()),
                mebibytes(m.heapLeecher()));
    }
}
