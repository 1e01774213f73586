package io.seedpod.benchmarks.announce;

import io.seedpod.benchmarks.system.Commands;
import io.seedpod.benchmarks.system.Machine;
import io.seedpod.benchmarks.system.Processes;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs each tracker in turn, several rounds, and writes `DATE-announce.md` and `.txt`.
public final class AnnounceComparison {
    private final Options options;
    private final Path scratch;

    private AnnounceComparison(Options options, Path scratch) {
        this.options = options;
        this.scratch = scratch;
    }

    /// Arguments: checkout, scratch folder, then the options of `run-announce`.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new AnnounceComparison(Options.of(arguments), Path.of(arguments[1])).run();
    }

    private void run() throws IOException, InterruptedException {
        var before = Machine.loadAverage();
        var contenders = Contender.all(options.checkout());
        var runs = new ArrayList<Run>();
        var raw = new ArrayList<>(List.of(Run.HEAD));
        System.err.println(Run.HEAD);
        for (int round = 1; round <= options.rounds(); round++) {
            for (var contender : contenders) {
                if (options.wants(contender.name())) {
                    var run = measure(contender, round);
                    runs.add(run);
                    raw.add(run.raw());
                    System.err.println(run.raw());
                }
            }
        }
        var report = report();
        Files.createDirectories(report.toAbsolutePath().getParent());
        var page = new Report(preamble(before), runs);
        Files.writeString(report, page.text());
        page.leaveFigures();
        var rawFile = report.resolveSibling(report.getFileName().toString().replace(".md", ".txt"));
        Files.write(rawFile, raw);
        System.err.println("written: " + report + " and " + rawFile);
    }

    private Path report() {
        return options.output()
                .orElseGet(
                        () ->
                                options.checkout()
                                        .resolve("benchmarks/results")
                                        .resolve(LocalDate.now(ZoneOffset.UTC) + "-announce.md"));
    }

    private Run measure(Contender contender, int round) throws IOException, InterruptedException {
        var folder = Files.createDirectories(scratch.resolve(contender.name() + "-" + round));
        int port = freePort();
        var command = new ArrayList<>(options.pinTracker());
        command.addAll(contender.command(options.checkout(), folder, port, options.plan()));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();
        long pid = process.pid();
        long own = ProcessHandle.current().pid();
        try (var load = new Load(options.plan(), port)) {
            long empty = Processes.residentBytes(pid);
            // Every peer once: the swarms are full, and what a virtual machine compiles is.
            load.run(options.plan().peers(), 0);
            load.run(options.announces() / 2, Population.WANTED);
            var before = Processes.cpu(pid);
            double busy = Machine.busySeconds() - Processes.cpuSeconds(own);
            var outcome = load.run(options.announces(), Population.WANTED);
            var after = Processes.cpu(pid);
            busy = Machine.busySeconds() - Processes.cpuSeconds(own) - busy;
            double user = after.user() - before.user();
            double system = after.system() - before.system();
            return new Run(
                    contender.name(),
                    round,
                    outcome,
                    user,
                    system,
                    busy - user - system,
                    empty,
                    Processes.residentBytes(pid));
        } catch (IOException e) {
            throw new IOException(
                    contender.name() + ": " + Files.readString(folder.resolve("output")), e);
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

    private List<String> preamble(String loadBefore) throws IOException {
        var plan = options.plan();
        return List.of(
                "# UDP announces: CPU of the tracker",
                "",
                "One tracker at a time on loopback, on a core of its own; the generator on another keeps %d announces waiting, from %d addresses. %,d peers in %,d swarms, a third of them seeders, %d peers wanted; every reply checked, one in 512 peer by peer. Each peer announces once first, then half as many announces as are measured warm up, in random order."
                        .formatted(
                                plan.window(),
                                plan.addresses(),
                                plan.peers(),
                                plan.swarms(),
                                Population.WANTED),
                "",
                "- command: `benchmarks/run-announce %s`".formatted(options.told()),
                "- date: " + LocalDate.now(ZoneOffset.UTC),
                "- machine: " + Machine.describe(),
                "- commit: " + Commands.commit(options.checkout()),
                "- JDK: " + System.getProperty("java.vm.version"),
                "- load average (1, 5, 15 min) before: " + loadBefore,
                "- load average (1, 5, 15 min) after: " + Machine.loadAverage(),
                "- every run: the `.txt` beside this page; `elsewhere-s` there is what the cores did for neither tracker nor generator");
    }
}
