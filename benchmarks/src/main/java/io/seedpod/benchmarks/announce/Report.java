package io.seedpod.benchmarks.announce;

import io.seedpod.benchmarks.announce.Run.Part;
import io.seedpod.benchmarks.system.Figures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The runs as a page: medians with their spread, each beside the rival of the same rounds.
record Report(List<String> preamble, List<Run> runs) {
    private static final String RIVAL = "opentracker";

    String text() {
        var lines = new ArrayList<>(preamble);
        lines.addAll(closed("UDP, closed loop", Part.UDP_CLOSED));
        lines.addAll(open());
        lines.addAll(closed("HTTP, closed loop", Part.HTTP_CLOSED));
        lines.addAll(memory());
        return String.join("\n", lines) + "\n";
    }

    /// Leaves medians for the page of both forms.
    void leaveFigures() throws IOException {
        for (var tracker : trackers()) {
            double micros = median(of(tracker, Part.UDP_CLOSED), Run::microsPerAnnounce);
            Figures.add("announce." + tracker + ".per-cpu-second", 1e6 / micros);
        }
    }

    private List<String> trackers() {
        return runs.stream().map(Run::tracker).distinct().toList();
    }

    private List<Run> of(String tracker, Part part) {
        return runs.stream()
                .filter(run -> run.tracker().equals(tracker) && run.part() == part)
                .toList();
    }

    private List<String> closed(String title, Part part) {
        var lines = new ArrayList<>(List.of("", "## " + title, ""));
        lines.add(
                "| tracker | CPU us per announce: median (lowest - highest) | announces per CPU-second"
                        + " | times opentracker's, same round: median | user / system us"
                        + " | replies/s | peers a reply | lost |");
        lines.add("|---|---|---|---|---|---|---|---|");
        for (var tracker : trackers()) {
            var rounds = of(tracker, part);
            double micros = median(rounds, Run::microsPerAnnounce);
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "| %s | %.2f (%.2f - %.2f) | %,.0f | %.2f | %.2f / %.2f | %,.0f | %.1f | %d |",
                            tracker,
                            micros,
                            rounds.stream().mapToDouble(Run::microsPerAnnounce).min().orElse(0),
                            rounds.stream().mapToDouble(Run::microsPerAnnounce).max().orElse(0),
                            1e6 / micros,
                            median(rounds, this::timesTheRival),
                            median(rounds, r -> r.userSeconds() * 1e6 / r.outcome().replies()),
                            median(rounds, r -> r.systemSeconds() * 1e6 / r.outcome().replies()),
                            median(rounds, r -> r.outcome().replies() / r.outcome().seconds()),
                            median(
                                    rounds,
                                    r -> (double) r.outcome().peers() / r.outcome().replies()),
                            rounds.stream().mapToLong(r -> r.outcome().lost()).sum()));
        }
        return lines;
    }

    private List<String> open() {
        var lines = new ArrayList<>(List.of("", "## UDP, open loop", ""));
        lines.add(
                "| tracker | p50 us | p99 us | p99.9 us | longest us | lost | CPU us per announce: median"
                        + " | generator late: p99 us |");
        lines.add("|---|---|---|---|---|---|---|---|");
        for (var tracker : trackers()) {
            var rounds = of(tracker, Part.UDP_OPEN);
            var times = new Histogram();
            var lateness = new Histogram();
            rounds.forEach(run -> times.add(run.outcome().times()));
            rounds.forEach(run -> lateness.add(run.outcome().lateness()));
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%s %d | %.2f | %.1f |",
                            ResultCheck.beginningOfRow(tracker, times),
                            rounds.stream().mapToLong(r -> r.outcome().lost()).sum(),
                            median(rounds, Run::microsPerAnnounce),
                            lateness.micros(0.99)));
        }
        return lines;
    }

    private List<String> memory() {
        var lines = new ArrayList<>(List.of("", "## Memory, resident: median", ""));
        lines.add(
                "| tracker | empty MiB | 4 s after all peers entered | that is more by | after UDP | at the end |");
        lines.add("|---|---|---|---|---|---|");
        for (var tracker : trackers()) {
            double empty = median(of(tracker, Part.EMPTY), Report::mebibytes);
            double full = median(of(tracker, Part.FILL), Report::mebibytes);
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "| %s | %.1f | %.1f | %.1f | %.1f | %.1f |",
                            tracker,
                            empty,
                            full,
                            full - empty,
                            median(of(tracker, Part.UDP_OPEN), Report::mebibytes),
                            median(of(tracker, Part.HTTP_CLOSED), Report::mebibytes)));
        }
        return lines;
    }

    private static double mebibytes(Run run) {
        return run.residentBytes() / 1048576.0;
    }

    /// Announces per CPU-second over the rival's in the same round.
    private double timesTheRival(Run run) {
        for (var other : of(RIVAL, run.part())) {
            if (other.round() == run.round()) {
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
