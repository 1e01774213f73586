package io.seedpod.benchmarks.announce;

import io.seedpod.benchmarks.system.Figures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// The runs as a page: medians with their spread, each beside the rival of the same rounds.
record Report(List<String> preamble, List<Run> runs) {
    private static final String RIVAL = "opentracker";

    String text() {
        var lines = new ArrayList<>(preamble);
        lines.add("");
        lines.add(
                "| tracker | CPU us per announce: median (lowest - highest) | announces per CPU-second"
                        + " | of opentracker's in the same round: median | user / system us"
                        + " | replies/s | peers a reply | lost | resident MiB empty / full |");
        lines.add("|---|---|---|---|---|---|---|---|---|");
        var byTracker = new LinkedHashMap<String, List<Run>>();
        runs.forEach(r -> byTracker.computeIfAbsent(r.tracker(), _ -> new ArrayList<>()).add(r));
        byTracker.forEach((tracker, rounds) -> lines.add(row(tracker, rounds)));
        return String.join("\n", lines) + "\n";
    }

    /// Leaves medians for the page of both forms.
    void leaveFigures() throws IOException {
        var byTracker = runs.stream().collect(Collectors.groupingBy(Run::tracker));
        for (var entry : byTracker.entrySet()) {
            double micros = median(entry.getValue(), Run::microsPerAnnounce);
            Figures.add("announce." + entry.getKey() + ".per-cpu-second", 1e6 / micros);
        }
    }

    private String row(String tracker, List<Run> rounds) {
        double micros = median(rounds, Run::microsPerAnnounce);
        return String.format(
                Locale.ROOT,
                "| %s | %.2f (%.2f - %.2f) | %,.0f | %.2f | %.2f / %.2f | %,.0f | %.1f | %d | %.0f / %.0f |",
                tracker,
                micros,
                rounds.stream().mapToDouble(Run::microsPerAnnounce).min().orElseThrow(),
                rounds.stream().mapToDouble(Run::microsPerAnnounce).max().orElseThrow(),
                1e6 / micros,
                median(rounds, this::timesTheRival),
                median(rounds, r -> r.userSeconds() * 1e6 / r.outcome().replies()),
                median(rounds, r -> r.systemSeconds() * 1e6 / r.outcome().replies()),
                median(rounds, r -> r.outcome().replies() / r.outcome().seconds()),
                median(rounds, r -> (double) r.outcome().peers() / r.outcome().replies()),
                rounds.stream().mapToLong(r -> r.outcome().lost()).sum(),
                median(rounds, r -> r.emptyBytes() / 1048576.0),
                median(rounds, r -> r.fullBytes() / 1048576.0));
    }

    /// Announces per CPU-second over the rival's in the same round.
    private double timesTheRival(Run run) {
        for (var other : runs) {
            if (other.tracker().equals(RIVAL) && other.round() == run.round()) {
                return other.microsPerAnnounce() / run.microsPerAnnounce();
            }
        }
        return Double.NaN;
    }

    private static double median(List<Run> rounds, ToDoubleFunction<Run> value) {
        var sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
