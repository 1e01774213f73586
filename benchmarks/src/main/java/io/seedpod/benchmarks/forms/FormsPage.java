package io.seedpod.benchmarks.forms;

import io.seedpod.benchmarks.system.Commands;
import io.seedpod.benchmarks.system.Figures;
import io.seedpod.benchmarks.system.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes the page of both forms, from the medians that the benchmarks left.
public final class FormsPage {
    private static final List<String> PROGRAMS = List.of("tracker", "peer");

    /// Of the JVM's CPU for a transfer, what the executable may take.
    private static final double CPU_RATIO = 1.1;

    private FormsPage() {}

    /// Arguments: the checkout, the file of figures, the page, what `run-forms` was told.
    public static void main(String[] arguments) throws IOException {
        var checkout = Path.of(arguments[0]);
        Map<String, Double> figures = Figures.read(Path.of(arguments[1]));
        for (var program : PROGRAMS) {
            Builds.addTo(figures, checkout, program);
        }
        var lines = preamble(checkout, arguments[3]);
        rows(figures).forEach(row -> lines.add(row.text(figures)));
        lines.addAll(meanings());
        Files.writeString(Path.of(arguments[2]), String.join("\n", lines) + "\n");
        System.err.println("written: " + arguments[2]);
    }

    private static List<String> preamble(Path checkout, String told) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("# Executable and JVM side by side");
        lines.add("");
        lines.add("- command: `" + ("benchmarks/run-forms " + told).strip() + "`");
        lines.add("- date: " + LocalDate.now(ZoneOffset.UTC));
        lines.add("- machine: " + Machine.describe());
        lines.add("- commit: " + Commands.commit(checkout));
        lines.add("- JDK: " + System.getProperty("java.vm.version"));
        for (var program : PROGRAMS) {
            lines.add(
                    "- executable of the %s: level of optimization %s"
                            .formatted(program, Builds.level(checkout, program)));
        }
        lines.add("- load average (1, 5, 15 min) after: " + Machine.loadAverage());
        lines.add("");
        lines.add("| median (target) | executable | JVM with AOT cache |");
        lines.add("|---|---|---|");
        return lines;
    }

    private static List<Row> rows(Map<String, Double> figures) {
        var rows = new ArrayList<Row>();
        for (var program : PROGRAMS) {
            rows.addAll(atRest(program));
        }
        rows.addAll(atWork());
        var fetch =
                Row.of(
                        "1 GiB: CPU-seconds per GiB, seeder and leecher, transfer",
                        "%.2f",
                        "transfer.1024.ours-native.cpu.s",
                        "transfer.1024.ours-jvm.cpu.s");
        var jvm = figures.get(fetch.jvmKey());
        rows.add(jvm == null ? fetch : fetch.atMost(jvm * CPU_RATIO));
        rows.add(
                Row.of(
                        "1 GiB: the same over the whole lives of both",
                        "%.2f",
                        "transfer.1024.ours-native.whole-cpu.s",
                        "transfer.1024.ours-jvm.whole-cpu.s"));
        rows.add(
                Row.of(
                        "1 GiB: wall seconds, transfer",
                        "%.2f",
                        "transfer.1024.ours-native.wall.s",
                        "transfer.1024.ours-jvm.wall.s"));
        rows.add(
                Row.of(
                        "UDP announces per CPU-second",
                        "%,.0f",
                        "announce.ours-native-batched.per-cpu-second",
                        "announce.ours-jvm-batched.per-cpu-second"));
        return rows;
    }

    private static List<Row> atRest(String program) {
        var executable = "startup." + program + ".native.";
        var jvm = "startup." + program + ".jvm-aot.";
        return List.of(
                Row.of(
                                program + ": exec to readiness 200, s",
                                "%.3f",
                                executable + "ready.s",
                                jvm + "ready.s")
                        .atMost(0.050)
                        .onTheJvmAtMost(1),
                Row.of(
                        program + ": CPU-seconds until then",
                        "%.2f",
                        executable + "cpu.s",
                        jvm + "cpu.s"),
                Row.of(
                                program + ": resident idle, MB",
                                "%.1f",
                                executable + "resident.mb",
                                jvm + "resident.mb")
                        .atMost(45),
                Row.of(
                        program + ": of that without page cache, MB",
                        "%.1f",
                        executable + "anonymous.mb",
                        jvm + "anonymous.mb"),
                Row.of(program + ": on disk, MB", "%.1f", executable + "disk.mb", jvm + "disk.mb")
                        .atMost(60),
                Row.of(program + ": native-image, wall s", "%.0f", "build." + program + ".s", ""),
                Row.of(
                        program + ": native-image, CPU-seconds",
                        "%.0f",
                        "build." + program + ".cpu.s",
                        ""),
                Row.of(
                        program + ": native-image, peak resident GB",
                        "%.1f",
                        "build." + program + ".gb",
                        ""));
    }

    private static List<Row> atWork() {
        var executable = "transfer.2048.ours-native.";
        var jvm = "transfer.2048.ours-jvm.";
        var rows = new ArrayList<Row>();
        for (var role : List.of("seeder", "leecher")) {
            rows.add(
                    Row.of(
                                    "2 GiB: " + role + ", resident without page cache, MB",
                                    "%.1f",
                                    executable + role + ".anonymous.mb",
                                    jvm + role + ".anonymous.mb")
                            .atMost(role.equals("seeder") ? 60 : 100));
            rows.add(
                    Row.of(
                            "2 GiB: " + role + ", all that is resident, MB",
                            "%.1f",
                            executable + role + ".resident.mb",
                            jvm + role + ".resident.mb"));
        }
        return rows;
    }

    private static List<String> meanings() {
        return List.of(
                "",
                "Pages of the same day hold each with its spread and how it was measured: startup, memory (2 GiB, the highest of all rounds), transfer, announce. MB are millions of bytes.",
                "On disk: the executable; all jars and the AOT cache, the JVM itself not counted. Without page cache: RssAnon + RssShmem. Native-image: by its own account of the build that made what was measured, on a machine that may have done other work then.");
    }
}
