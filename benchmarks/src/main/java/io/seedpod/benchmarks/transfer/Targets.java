package io.seedpod.benchmarks.transfer;

import io.seedpod.benchmarks.system.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// What the project wants of its own pairs, held against the others of the same run. Medians.
final class Targets {
    private static final double CPU_PER_GIBIBYTE = 2.1;
    private static final double WALL_RATIO = 1.1;
    private static final double FIRST_DATA_SECONDS = 0.050;
    private static final double SEEDER_BYTES = 60e6;
    private static final double LEECHER_BYTES = 100e6;
    private static final double FLAT_RATIO = 1.1;

    private Targets() {}

    /// A pair's name and its figure.
    private record Best(String pair, double value) {
        String text(String format) {
            return pair + " " + String.format(Locale.ROOT, format, value);
        }
    }

    /// One target and how a pair of ours stands to it.
    private record Line(String what, String pair, String figure, String against, boolean met) {
        String text() {
            return "| %s | %s | %s | %s | %s |"
                    .formatted(what, pair, figure, against, met ? "met" : "**missed**");
        }
    }

    static List<String> lines(
            Map<String, List<Measurement>> pairs, double gibibytes, int leechers) {
        var rows = new ArrayList<Line>();
        for (var pair : pairs.keySet()) {
            if (isOurs(pair)) {
                rows.addAll(of(pair, pairs, gibibytes, leechers));
            }
        }
        var lines = new ArrayList<String>();
        if (!rows.isEmpty()) {
            lines.addAll(
                    List.of(
                            "",
                            "## Targets",
                            "",
                            "| target | pair | here | against | |",
                            "|---|---|---|---|---|"));
            rows.forEach(row -> lines.add(row.text()));
        }
        return lines;
    }

    private static boolean isOurs(String pair) {
        return pair.startsWith("ours");
    }

    private static List<Line> of(
            String pair, Map<String, List<Measurement>> pairs, double gibibytes, int leechers) {
        var ours = pairs.getOrDefault(pair, List.of());
        var rows = new ArrayList<Line>();
        double wall = median(ours, Measurement::wallTransfer);
        best(pairs, Measurement::wallTransfer)
                .ifPresent(
                        rival ->
                                rows.add(
                                        new Line(
                                                leechers == 1
                                                        ? "wall, at least 1.1 x faster than the fastest"
                                                        : "last leecher done before any other's",
                                                pair,
                                                format("%.2f s", wall),
                                                rival.text("%.2f s"),
                                                wall * (leechers == 1 ? WALL_RATIO : 1)
                                                        <= rival.value)));
        ToDoubleFunction<Measurement> cpu = m -> m.cpuTransfer() / (gibibytes * leechers);
        if (leechers == 1) {
            rows.add(
                    new Line(
                            "CPU-s/GiB, both sides, at most 2.1",
                            pair,
                            format("%.2f", median(ours, cpu)),
                            best(pairs, cpu).map(rival -> rival.text("%.2f")).orElse("-"),
                            median(ours, cpu) <= CPU_PER_GIBIBYTE));
            rows.addAll(memory(pair, ours));
        }
        rows.add(
                new Line(
                        "first data within 50 ms",
                        pair,
                        format("%.0f ms", median(ours, Measurement::firstData) * 1000),
                        best(pairs, m -> m.firstData() * 1000)
                                .map(rival -> rival.text("%.0f ms"))
                                .orElse("-"),
                        median(ours, Measurement::firstData) <= FIRST_DATA_SECONDS));
        ToDoubleFunction<Measurement> check = m -> m.check().cpuAlone() / gibibytes;
        best(pairs, check)
                .ifPresent(
                        rival ->
                                rows.add(
                                        new Line(
                                                "hash check CPU-s/GiB, no more than the best",
                                                pair,
                                                format("%.2f", median(ours, check)),
                                                rival.text("%.2f"),
                                                median(ours, check) <= rival.value)));
        return rows;
    }

    /// Bounds on memory are the executable's.
    private static List<Line> memory(String pair, List<Measurement> ours) {
        if (!pair.equals("ours-native")) {
            return List.of();
        }
        double seeder = most(ours, m -> m.seeder().anonymous());
        double leecher = most(ours, m -> m.leechers().anonymous());
        double growthSeeder = growth(ours, Measurement::seeder);
        double growthLeecher = growth(ours, Measurement::leechers);
        return List.of(
                new Line(
                        "seeding, without page cache, at most 60 MB",
                        pair,
                        format("%.0f MB", seeder / 1e6),
                        "-",
                        seeder <= SEEDER_BYTES),
                new Line(
                        "downloading, without page cache, at most 100 MB",
                        pair,
                        format("%.0f MB", leecher / 1e6),
                        "-",
                        leecher <= LEECHER_BYTES),
                new Line(
                        "flat: second half at most 1.1 x the first, seeder / leecher",
                        pair,
                        format("%.2f", growthSeeder) + format(" / %.2f", growthLeecher),
                        "-",
                        Math.max(growthSeeder, growthLeecher) <= FLAT_RATIO));
    }

    private static double growth(List<Measurement> rounds, Function<Measurement, SideCost> side) {
        return median(
                rounds,
                m ->
                        (double) side.apply(m).anonymousSecond()
                                / Math.max(1, side.apply(m).anonymousFirst()));
    }

    private static Optional<Best> best(
            Map<String, List<Measurement>> pairs, ToDoubleFunction<Measurement> value) {
        return pairs.entrySet().stream()
                .filter(entry -> !isOurs(entry.getKey()))
                .map(entry -> new Best(entry.getKey(), median(entry.getValue(), value)))
                .min((one, other) -> Double.compare(one.value, other.value));
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> value) {
        return Spread.of(rounds, value).median();
    }

    private static double most(List<Measurement> rounds, ToDoubleFunction<Measurement> value) {
        return Spread.of(rounds, value).highest();
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
