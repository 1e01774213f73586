package io.seedpod.benchmarks.announce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// No figure without what it was reckoned from.
class ResultCheckTest {
    private static final Path RESULTS = Path.of("results");

    @TempDir Path folder;

    private Path page;

    @BeforeEach
    void aResultOfOneInvocation() throws IOException {
        page = folder.resolve("2026-01-01-announce.md");
        var runs = new ArrayList<Run>();
        for (var tracker : List.of("opentracker", "ours-native-batched")) {
            for (int round = 1; round <= 2; round++) {
                for (var part : Run.Part.values()) {
                    runs.add(run(tracker, round, part));
                }
            }
        }
        var preamble = List.of("# Announces", "", "- invocation: 2026-01-01T00:00:00Z");
        Files.writeString(page, new Report(preamble, runs).text());
        var rawLines = new ArrayList<>(List.of("invocation 2026-01-01T00:00:00Z", Run.HEAD));
        runs.forEach(run -> rawLines.add(run.raw()));
        Files.write(folder.resolve("2026-01-01-announce.txt"), rawLines);
        var lines = new ArrayList<>(List.of("invocation 2026-01-01T00:00:00Z"));
        runs.forEach(run -> lines.add(run.histogram("reply", run.outcome().times())));
        Files.write(folder.resolve("2026-01-01-announce.histograms"), lines);
    }

    private static Run run(String tracker, int round, Run.Part part) {
        var times = new Histogram();
        for (int i = 0; i < 1_000; i++) {
            times.add(1_000L * i * (tracker.length() + round));
        }
        var outcome = new Outcome(1_000, 50_000, 0, 1, times, new Histogram());
        return new Run(tracker, round, part, outcome, 0.01, 0.02, 0, 1 << 20);
    }

    private void replace(Path file, String from, String to) throws IOException {
        var text = Files.readString(file);
        assertTrue(text.contains(from), text);
        Files.writeString(file, text.replace(from, to));
    }

    private void isRefused(String because) throws IOException {
        var faults = ResultCheck.faults(page);
        assertTrue(faults.toString().contains(because), faults.toString());
    }

    @Test
    void whatIsWholeIsTaken() throws IOException {
        assertEquals(List.of(), ResultCheck.faults(page));
    }

    @ParameterizedTest
    @ValueSource(strings = {"announce.histograms", "announce.txt"})
    void whatItWasReckonedFromMustBeThere(String file) throws IOException {
        Files.delete(folder.resolve("2026-01-01-" + file));
        isRefused(file + " is missing");
    }

    /// All of one invocation, the rival and ours in it, and a histogram of every reply.
    @ParameterizedTest
    @CsvSource({
        "histograms, invocation 2026-01-01, invocation 2026-01-02, histograms is of another invocation",
        "md, opentracker, another, no row of opentracker's",
        "histograms, opentracker 2 udp-open, opentracker 3 udp-open, replies of opentracker 2 udp-open",
        "histograms, ours-native-batched 1 http-closed, theirs 1 http-closed,"
                + " replies of ours-native-batched 1 http-closed",
        "txt, opentracker 1 udp-closed 1000, opentracker 1 udp-closed 1001, no histogram of all 1001 replies"
    })
    void whatIsNotWholeIsRefused(String ending, String from, String to, String because)
            throws IOException {
        replace(folder.resolve("2026-01-01-announce." + ending), from, to);
        isRefused(because);
    }

    @Test
    void timesAreTheHistograms() throws IOException {
        var row = Files.readAllLines(page).stream().filter(l -> l.startsWith("| ours")).toList();
        String open = row.get(1);
        String median = open.split(" ")[3];
        replace(page, open, open.replaceFirst(median, "1.0"));
        isRefused("the open loop's times of ours-native-batched are not its histogram's");
    }

    /// The pages that are kept.
    @Test
    void everyPageOfAnnouncesIsWhole() throws IOException {
        try (var files = Files.list(RESULTS)) {
            var pages = files.filter(f -> f.toString().endsWith("announce.md")).sorted().toList();
            assertFalse(pages.isEmpty(), "no page of announces in " + RESULTS.toAbsolutePath());
            for (var kept : pages) {
                assertEquals(List.of(), ResultCheck.faults(kept), kept.toString());
            }
        }
    }
}
