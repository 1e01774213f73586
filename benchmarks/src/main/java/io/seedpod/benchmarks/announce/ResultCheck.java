package io.seedpod.benchmarks.announce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Holds a page of results against the raw figures beside it: all of one invocation, the rival's
/// among them, and the page's times those of the histograms.
final class ResultCheck {
    private static final Pattern INVOCATION = Pattern.compile("(?m)^(?:- )?invocation:? (\\S+)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:opentracker|ours)\\S*) \\|");
    private static final List<Run.Part> TIMED =
            List.of(Run.Part.UDP_CLOSED, Run.Part.UDP_OPEN, Run.Part.HTTP_CLOSED);

    private final Path page;
    private final String text;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Histogram> merged = new HashMap<>();

    private ResultCheck(Path page) throws IOException {
        this.page = page;
        text = Files.readString(page);
    }

    /// What is wrong with a page; empty if nothing is.
    static List<String> faults(Path page) throws IOException {
        var check = new ResultCheck(page);
        var raw = check.beside(".txt");
        var histograms = check.beside(".histograms");
        if (check.faults.isEmpty()) {
            check.trackers();
            check.runs(raw, histograms);
            check.times();
        }
        return check.faults;
    }

    private List<String> beside(String ending) throws IOException {
        var name = page.getFileName().toString().replaceFirst("\\.md$", ending);
        var file = page.resolveSibling(name);
        if (!Files.exists(file)) {
            faults.add(name + " is missing");
            return List.of();
        }
        var lines = Files.readAllLines(file);
        var own = INVOCATION.matcher(text);
        var its = INVOCATION.matcher(lines.isEmpty() ? "" : lines.getFirst());
        if (!own.find() || !its.find() || !own.group(1).equals(its.group(1))) {
            faults.add(name + " is of another invocation");
        }
        return lines;
    }

    private Set<String> rows() {
        var rows = new TreeSet<String>();
        ROW.matcher(text).results().forEach(row -> rows.add(row.group(1)));
        return rows;
    }

    private void trackers() {
        if (!rows().contains("opentracker")) {
            faults.add("no row of opentracker's");
        }
        if (rows().stream().noneMatch(name -> name.startsWith("ours"))) {
            faults.add("no row of ours");
        }
    }

    /// Each timed part of each run has a histogram with as many replies as the run.
    private void runs(List<String> raw, List<String> histograms) {
        var replies = new HashMap<String, Histogram>();
        for (var line : histograms) {
            var words = line.split(" ", 5);
            if (words.length == 5 && words[3].equals("reply")) {
                var histogram = Histogram.parse(words[4]);
                replies.put(String.join(" ", words[0], words[1], words[2]), histogram);
                merged.computeIfAbsent(words[0] + " " + words[2], _ -> new Histogram())
                        .add(histogram);
            }
        }
        var seen = new TreeSet<String>();
        for (var line : raw) {
            var words = line.split(" ");
            if (words.length < 4
                    || TIMED.stream().noneMatch(part -> words[2].equals(part.text()))) {
                continue;
            }
            var run = String.join(" ", words[0], words[1], words[2]);
            var histogram = replies.get(run);
            if (histogram == null || histogram.total() != Long.parseLong(words[3])) {
                faults.add("no histogram of all %s replies of %s".formatted(words[3], run));
            }
            seen.add(words[0] + " " + words[2]);
        }
        for (var tracker : rows()) {
            for (var part : TIMED) {
                if (!seen.contains(tracker + " " + part.text())) {
                    faults.add("no run of %s %s".formatted(tracker, part.text()));
                }
            }
        }
    }

    private void times() {
        for (var tracker : rows()) {
            var histogram = merged.get(tracker + " " + Run.Part.UDP_OPEN.text());
            if (histogram != null && !text.contains(beginningOfRow(tracker, histogram))) {
                faults.add(
                        "the open loop's times of %s are not its histogram's: %s"
                                .formatted(tracker, beginningOfRow(tracker, histogram)));
            }
        }
    }

    static String beginningOfRow(String tracker, Histogram times) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %.1f |",
                tracker,
                times.micros(0.5),
                times.micros(0.99),
                times.micros(0.999),
                times.micros(1));
    }
}
