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

/// The measurements as a Markdown page: the targets, medians with their spread, then every raw
/// number.
///
/// @param gibibytes length of the file
/// @param leechers how many fetched it at once: CPU per GiB is per GiB that arrived
record Report(
        List<String> preamble, double gibibytes, int leechers, List<Measurement> measurements) {
    private static final long MEBIBYTE = 1 << 20;

    String text() {
        var lines = new ArrayList<>(preamble);
        var pairs = byPair();
        lines.addAll(Targets.lines(pairs, gibibytes, leechers));
        lines.addAll(
                List.of(
                        "",
                        "## Median (lowest - highest) of the rounds",
                        "",
                        "| pair | transfer wall s | MiB/s | CPU-s/GiB seeder | leecher | both | first data ms | whole wall s | whole CPU-s/GiB, both |",
                        "|---|---|---|---|---|---|---|---|---|"));
        pairs.forEach((pair, rounds) -> lines.add(summary(pair, rounds)));
        lines.addAll(
                List.of(
                        "",
                        "| pair | check CPU-s/GiB | check wall s | with start: CPU-s | wall s | start alone: CPU-s | wall s |",
                        "|---|---|---|---|---|---|---|"));
        pairs.forEach((pair, rounds) -> lines.add(checks(pair, rounds)));
        lines.addAll(
                List.of(
                        "",
                        "| pair (highest of all rounds, MiB) | peak RSS seeder / leecher | without page cache | seeder first / second half | leecher first / second half | peak heap seeder / leecher |",
                        "|---|---|---|---|---|---|"));
        pairs.forEach((pair, rounds) -> lines.add(memory(pair, rounds)));
        lines.addAll(meanings());
        lines.addAll(
                List.of(
                        "",
                        "## Every round",
                        "",
                        "| pair | round | transfer wall | whole wall | first data | transfer CPU seeder | leecher | whole CPU seeder | leecher | CPU elsewhere | check wall | check CPU | start wall | start CPU | RSS seeder MiB | leecher | without page cache seeder first half MiB | second half | leecher first half | second half | heap seeder MiB | leecher |",
                        "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"));
        measurements.forEach(m -> lines.add(raw(m)));
        return String.join("\n", lines) + "\n";
    }

    /// Leaves medians, and of memory the highest, for the page of both forms.
    void leaveFigures() throws IOException {
        for (var entry : byPair().entrySet()) {
            var rounds = entry.getValue();
            var key =
                    "transfer%s.%.0f.%s."
                            .formatted(
                                    leechers == 1 ? "" : "-to-" + leechers,
                                    gibibytes * 1024,
                                    entry.getKey());
            Figures.add(key + "wall.s", Spread.of(rounds, Measurement::wallTransfer).median());
            Figures.add(
                    key + "cpu.s", Spread.of(rounds, m -> m.cpuTransfer() / arrived()).median());
            Figures.add(
                    key + "whole-cpu.s", Spread.of(rounds, m -> m.cpuWhole() / arrived()).median());
            Figures.add(key + "seeder.resident.mb", most(rounds, m -> m.seeder().resident()));
            Figures.add(key + "seeder.anonymous.mb", most(rounds, m -> m.seeder().anonymous()));
            Figures.add(key + "leecher.resident.mb", most(rounds, m -> m.leechers().resident()));
            Figures.add(key + "leecher.anonymous.mb", most(rounds, m -> m.leechers().anonymous()));
        }
    }

    private double arrived() {
        return gibibytes * leechers;
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
        double mebibytes = arrived() * 1024;
        return row(
                pair,
                spread(rounds, Measurement::wallTransfer, "%.2f"),
                spread(rounds, m -> mebibytes / m.wallTransfer(), "%.0f"),
                spread(rounds, m -> m.seeder().cpuTransfer() / arrived(), "%.2f"),
                spread(rounds, m -> m.leechers().cpuTransfer() / arrived(), "%.2f"),
                spread(rounds, m -> m.cpuTransfer() / arrived(), "%.2f"),
                spread(rounds, m -> m.firstData() * 1000, "%.0f"),
                spread(rounds, Measurement::wallWhole, "%.2f"),
                spread(rounds, m -> m.cpuWhole() / arrived(), "%.2f"));
    }

    private String checks(String pair, List<Measurement> rounds) {
        return row(
                pair,
                spread(rounds, m -> m.check().cpuAlone() / gibibytes, "%.2f"),
                spread(rounds, m -> m.check().wallAlone(), "%.2f"),
                spread(rounds, m -> m.check().cpu(), "%.2f"),
                spread(rounds, m -> m.check().wall(), "%.2f"),
                spread(rounds, m -> m.check().cpuOfStart(), "%.2f"),
                spread(rounds, m -> m.check().wallOfStart(), "%.2f"));
    }

    private static String memory(String pair, List<Measurement> rounds) {
        return row(
                pair,
                two(rounds, m -> m.seeder().resident(), m -> m.leechers().resident()),
                two(rounds, m -> m.seeder().anonymous(), m -> m.leechers().anonymous()),
                two(rounds, m -> m.seeder().anonymousFirst(), m -> m.seeder().anonymousSecond()),
                two(
                        rounds,
                        m -> m.leechers().anonymousFirst(),
                        m -> m.leechers().anonymousSecond()),
                two(rounds, m -> m.seeder().heap(), m -> m.leechers().heap()));
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String spread(
            List<Measurement> rounds, ToDoubleFunction<Measurement> value, String format) {
        return Spread.of(rounds, value).text(format);
    }

    private static String two(
            Collection<Measurement> rounds,
            ToLongFunction<Measurement> one,
            ToLongFunction<Measurement> other) {
        return highest(rounds, one) + " / " + highest(rounds, other);
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
                "- transfer: from the first MiB on a leecher's interface until the last leecher's file is whole, verified and under its own name.",
                "- whole: wall time from the leechers' start until then; CPU from the start of all programs, so the seeder's check of its content is in.",
                "- first data: from when seeder and leecher were both up (the tracker knows the seeder, the leecher listens) until 48 KiB had come to the leecher's interface; of several leechers the longest.",
                "- check: a seeder's start until the tracker knows that it has everything, less the same with content of one piece.",
                "- CPU is user and system time of the programs from `/proc`, of several leechers the sum; per GiB that arrived. Kernel work on a veth pair is done mostly in the sender's context, for every pair alike.",
                "- without page cache: the highest of what was resident during the transfer and backed by no file (RssAnon + RssShmem, read every 5 ms). Files that a program maps are in its RSS, not here.",
                "- peak heap is the largest occupancy that the collector logged; `-` where there is no managed heap or no collection took place.",
                "- CPU elsewhere: seconds that the machine's cores worked during the transfer beyond the programs.");
    }

    private static String raw(Measurement m) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.3f | %.3f | %.3f | %.2f | %.2f | %.2f | %.2f | %.2f | %.3f | %.2f | %.3f | %.2f | %s | %s | %s | %s | %s | %s | %s | %s |",
                m.pair(),
                m.round(),
                m.wallTransfer(),
                m.wallWhole(),
                m.firstData(),
                m.seeder().cpuTransfer(),
                m.leechers().cpuTransfer(),
                m.seeder().cpuWhole(),
                m.leechers().cpuWhole(),
                m.cpuElsewhere(),
                m.check().wall(),
                m.check().cpu(),
                m.check().wallOfStart(),
                m.check().cpuOfStart(),
                mebibytes(m.seeder().resident()),
                mebibytes(m.leechers().resident()),
                mebibytes(m.seeder().anonymousFirst()),
                mebibytes(m.seeder().anonymousSecond()),
                mebibytes(m.leechers().anonymousFirst()),
                mebibytes(m.leechers().anonymousSecond()),
                mebibytes(m.seeder().heap()),
                mebibytes(m.leechers().heap()));
    }
}
