package io.seedpod.benchmarks.startup;

import io.seedpod.benchmarks.system.Figures;
import io.seedpod.benchmarks.system.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// The starts of all programs as a table in Markdown, a row for each.
record Table(Map<Program, List<Start>> starts) {
    List<String> lines() throws IOException {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(
                "| program | exec to its line, s: median (lowest - highest) | exec to readiness 200, s"
                        + " | CPU-s until then | idle RSS MB | idle without page cache MB"
                        + " | CPU-s in 5 s idle | MB on disk |");
        lines.add("|---|---|---|---|---|---|---|---|");
        for (var entry : starts.entrySet()) {
            lines.add(row(entry.getKey(), entry.getValue()));
        }
        lines.add("");
        lines.add(
                "Its line: the program has said that it is ready. Readiness 200: its probe says so, too, which for a peer wants an answer of its tracker; it is asked after the line, every 2 ms.");
        lines.add(
                "A tracker runs for the peers; a peer was given an empty folder. MB are millions of bytes. Idle: "
                        + Start.IDLE_SECONDS
                        + " s later, in the first rounds.");
        lines.add(
                "Without page cache: RssAnon + RssShmem. On disk: the executable, or all jars and the AOT cache (the JVM needs a Java besides).");
        return lines;
    }

    private static String row(Program program, List<Start> rounds) throws IOException {
        var idle = rounds.stream().map(Start::idle).flatMap(Optional::stream).toList();
        return String.join(
                " | ",
                "| " + program.name(),
                spread(program, "line.s", rounds, Start::toLine, "%.3f"),
                spread(program, "ready.s", rounds, Start::toReady, "%.3f"),
                spread(program, "cpu.s", rounds, Start::cpuToReady, "%.2f"),
                spread(program, "resident.mb", idle, i -> i.resident() / 1e6, "%.1f"),
                spread(program, "anonymous.mb", idle, i -> i.anonymous() / 1e6, "%.1f"),
                spread(program, "idle-cpu.s", idle, Start.Idle::cpu, "%.2f"),
                length(program) + " |");
    }

    private static <T> String spread(
            Program program, String what, List<T> rounds, ToDoubleFunction<T> value, String format)
            throws IOException {
        var spread = Spread.of(rounds, value);
        Figures.add(key(program, what), spread.median());
        return spread.text(format);
    }

    private static String length(Program program) throws IOException {
        double megabytes = program.length() / 1e6;
        Figures.add(key(program, "disk.mb"), megabytes);
        return String.format(Locale.ROOT, "%.1f", megabytes);
    }

    private static String key(Program program, String what) {
        return String.join(".", "startup", program.program(), program.form().word(), what);
    }
}
