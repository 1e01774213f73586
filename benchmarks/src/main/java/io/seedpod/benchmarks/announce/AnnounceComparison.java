package io.seedpod.benchmarks.announce;

import io.seedpod.benchmarks.system.Commands;
import io.seedpod.benchmarks.system.Machine;
import io.seedpod.benchmarks.system.Processes;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Runs each tracker in turn, several rounds, and writes `benchmarks/results/DATE-announce.md`.
public final class AnnounceComparison {
    private static final int WINDOW = 64;

    private final Path checkout;
    private final Path scratch;
    private final int rounds;
    private final long announces;

    private AnnounceComparison(Path checkout, Path scratch, int rounds, long announces) {
        this.checkout = checkout;
        this.scratch = scratch;
        this.rounds = rounds;
        this.announces = announces;
    }

    /// Arguments: checkout, scratch folder, rounds, announces per round, report or empty.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var comparison =
                new AnnounceComparison(
                        Path.of(arguments[0]),
                        Path.of(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        Long.parseLong(arguments[3]));
        comparison.run(arguments[4]);
    }

    private void run(String told) throws IOException, InterruptedException {
        var before = Machine.loadAverage();
        var rows = new ArrayList<String>();
        for (int round = 1; round <= rounds; round++) {
            for (var tracker : trackers()) {
                rows.add(measure(tracker, round));
                System.err.println(rows.getLast());
            }
        }
        var name = LocalDate.now(ZoneOffset.UTC) + "-announce.md";
        var report =
                told.isEmpty()
                        ? checkout.resolve("benchmarks/results").resolve(name)
                        : Path.of(told);
        Files.createDirectories(report.toAbsolutePath().getParent());
        Files.writeString(report, text(before, rows));
        System.err.println("written: " + report);
    }

    /// A tracker to be measured: how it is started on a port, in a folder of its own.
    private interface Starter {
        List<String> command(Path folder, int port) throws IOException;
    }

    private record Rival(String name, Starter starter) {}

    private List<Rival> trackers() {
        var all = new ArrayList<Rival>();
        all.add(new Rival("opentracker", AnnounceComparison::opentracker));
        all.add(new Rival("ours-jvm", this::oursOnJvm));
        if (Files.isExecutable(nativeTracker())) {
            all.add(new Rival("ours-native", this::oursNative));
        }
        return all;
    }

    private static List<String> opentracker(Path folder, int port) throws IOException {
        var hashes = new StringBuilder();
        for (int swarm = 0; swarm < Load.SWARMS; swarm++) {
            hashes.append(HexFormat.of().formatHex(Load.infoHash(swarm))).append('\n');
        }
        Files.writeString(folder.resolve("whitelist"), hashes);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var text = Integer.toString(port);
        return List.of(
                "opentracker",
                "-i",
                "127.0.0.1",
                "-p",
                text,
                "-P",
                text,
                "-w",
                "/whitelist",
                "-d",
                folder.toString());
    }

    private List<String> oursOnJvm(Path folder, int port) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.add("@" + checkout.resolve("build/java-options"));
        command.add("-jar");
        command.add(checkout.resolve("tracker/target/quarkus-app/quarkus-run.jar").toString());
        command.addAll(options(folder, port));
        return command;
    }

    private Path nativeTracker() {
        return checkout.resolve("tracker/target/seedpod-tracker");
    }

    private List<String> oursNative(Path folder, int port) {
        var command = new ArrayList<>(List.of(nativeTracker().toString()));
        command.addAll(options(folder, port));
        return command;
    }

    private static List<String> options(Path folder, int port) {
        return List.of(
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--management-port",
                "0",
                "--data",
                folder.resolve("data").toString());
    }

    /// A table row. The first third of the announces warms up and is in no figure.
    private String measure(Rival rival, int round) throws IOException, InterruptedException {
        var folder = Files.createDirectories(scratch.resolve(rival.name() + "-" + round));
        int port = freePort();
        var process =
                new ProcessBuilder(rival.starter().command(folder, port))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();
        try (var load = new Load(port)) {
            load.run(announces / 2, WINDOW);
            double before = Processes.cpuSeconds(process.pid());
            var outcome = load.run(announces, WINDOW);
            double cpu = Processes.cpuSeconds(process.pid()) - before;
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %.2f | %.0f | %.1f | %d | %d |",
                    rival.name(),
                    round,
                    cpu * 1e6 / outcome.replies(),
                    outcome.replies() / outcome.seconds(),
                    (double) outcome.peers() / outcome.replies(),
                    outcome.lost(),
                    Processes.peakResidentBytes(process.pid()) >> 20);
        } finally {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String text(String loadBefore, List<String> rows) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("# UDP announces: CPU of the tracker");
        lines.add("");
        lines.add(
                "One tracker at a time on loopback; one client keeps %d announces waiting; %d swarms of 100 peers, a third of them seeders, 50 peers wanted; every reply checked. Half as many announces warm up first."
                        .formatted(WINDOW, Load.SWARMS));
        lines.add("");
        lines.add(
                "- command: `benchmarks/run-announce --rounds %d --announces %d`"
                        .formatted(rounds, announces));
        lines.add("- date: " + LocalDate.now(ZoneOffset.UTC));
        lines.add("- machine: " + Machine.describe());
        lines.add("- commit: " + Commands.commit(checkout));
        lines.add("- JDK: " + System.getProperty("java.vm.version"));
        lines.add("- load average (1, 5, 15 min) before: " + loadBefore);
        lines.add("- load average (1, 5, 15 min) after: " + Machine.loadAverage());
        lines.add("");
        lines.add(
                "| tracker | round | CPU us per announce | replies/s (client included) | peers per reply | lost | peak RSS MiB |");
        lines.add("|---|---|---|---|---|---|---|");
        lines.addAll(rows);
        return String.join("\n", lines) + "\n";
    }
}
