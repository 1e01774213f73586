package io.seedpod.benchmarks.announce;

import io.seedpod.benchmarks.system.Commands;
import io.seedpod.benchmarks.system.Machine;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs each tracker in turn, several rounds, and writes `DATE-announce.md`, what it was reckoned
/// from beside it as `.txt`, and the histograms of the same invocation as `.histograms`.
public final class AnnounceComparison {
    private final Options options;
    private final Path scratch;
    private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);

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
        System.err.println(Run.HEAD);
        for (int round = 1; round <= options.rounds(); round++) {
            for (var contender : contenders) {
                if (options.wants(contender.name())) {
                    runs.addAll(measure(contender, round));
                }
            }
        }
        write(before, runs);
    }

    private void write(String loadBefore, List<Run> runs) throws IOException {
        var page = page();
        Files.createDirectories(page.toAbsolutePath().getParent());
        var raw = new ArrayList<>(List.of("invocation " + started, Run.HEAD));
        var histograms = new ArrayList<>(List.of("invocation " + started));
        for (var run : runs) {
            raw.add(run.raw());
            if (run.outcome().times().total() > 0) {
                histograms.add(run.histogram("reply", run.outcome().times()));
            }
            if (run.outcome().lateness().total() > 0) {
                histograms.add(run.histogram("late", run.outcome().lateness()));
            }
        }
        Files.write(beside(page, ".txt"), raw);
        Files.write(beside(page, ".histograms"), histograms);
        var report = new Report(preamble(loadBefore), runs);
        Files.writeString(page, report.text());
        report.leaveFigures();
        for (var fault : ResultCheck.faults(page)) {
            System.err.println("not fit to be kept: " + fault);
        }
        System.err.println("written: " + page + ", its .txt and its .histograms");
    }

    private static Path beside(Path page, String ending) {
        return page.resolveSibling(page.getFileName().toString().replaceFirst("\\.md$", ending));
    }

    private Path page() {
        return options.output()
                .orElseGet(
                        () ->
                                options.checkout()
                                        .resolve("benchmarks/results")
                                        .resolve(LocalDate.now(ZoneOffset.UTC) + "-announce.md"));
    }

    private List<Run> measure(Contender contender, int round)
            throws IOException, InterruptedException {
        var folder = Files.createDirectories(scratch.resolve(contender.name() + "-" + round));
        int port = freePort();
        var command = new ArrayList<>(options.pinTracker());
        command.addAll(contender.command(options.checkout(), folder, port, options.plan()));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();
        try {
            return new Measurement(options, contender.name(), round, process.pid()).run(port);
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
                "# Announces: what they cost a tracker, over UDP and HTTP",
                "",
                "One tracker at a time on loopback, on a core of its own, the generator on another; all trackers in turn, %d rounds. %,d peers in %,d swarms announce from %d addresses, a third of them seeders, %d peers wanted; every reply checked, one in 512 peer by peer. Each peer announces once first; then, in random order and each after a warm-up: %,d announces over UDP with %d waiting at any time; %d s of %,d announces a second over UDP, whatever comes back, each timed from when it was due; %,d over HTTP on 32 connections, kept if the tracker keeps them (opentracker does not). CPU is the tracker's own, from `/proc`."
                        .formatted(
                                options.rounds(),
                                plan.peers(),
                                plan.swarms(),
                                plan.addresses(),
                                Population.WANTED,
                                options.announces(),
                                plan.window(),
                                options.openSeconds(),
                                options.perSecond(),
                                options.httpAnnounces()),
                "",
                "- command: `" + ("benchmarks/run-announce " + options.told()).strip() + "`",
                "- invocation: " + started,
                "- machine: " + Machine.describe(),
                "- commit: " + Commands.commit(options.checkout()),
                "- JDK: " + System.getProperty("java.vm.version"),
                "- load average (1, 5, 15 min) before: " + loadBefore,
                "- load average (1, 5, 15 min) after: " + Machine.loadAverage(),
                "- every run: the `.txt` beside this page (`elsewhere-s` is what the cores did for neither tracker nor generator); every histogram: the `.histograms`, bounds in microseconds");
    }
}
