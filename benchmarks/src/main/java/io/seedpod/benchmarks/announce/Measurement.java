package io.seedpod.benchmarks.announce;

import io.seedpod.benchmarks.system.Machine;
import io.seedpod.benchmarks.system.Processes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// One run of one tracker: its parts one after the other, each with the CPU it took.
final class Measurement {
    private static final long LONGEST_NANOS = 240_000_000_000L;
    private static final int WARM_UP = 4;

    /// Twice TrimNativeHeapInterval of `build/java-options`, which is how long a JVM's compilers
    /// keep what they needed: it is asked what peers take, not what took them in.
    private static final int SETTLED_MILLIS = 4_000;

    private final Options options;
    private final String tracker;
    private final int round;
    private final long pid;
    private final long own = ProcessHandle.current().pid();
    private final List<Run> runs = new ArrayList<>();

    Measurement(Options options, String tracker, int round, long pid) {
        this.options = options;
        this.tracker = tracker;
        this.round = round;
        this.pid = pid;
    }

    private interface Work {
        Outcome run() throws IOException;
    }

    List<Run> run(int port) throws IOException {
        var plan = options.plan();
        try (var load = new Load(plan, port)) {
            measure(Run.Part.EMPTY, Measurement::rest);
            measure(Run.Part.FILL, () -> load.closed(plan.peers(), 0, LONGEST_NANOS));
            load.closed(options.announces() / WARM_UP, Population.WANTED, LONGEST_NANOS);
            measure(
                    Run.Part.UDP_CLOSED,
                    () -> load.closed(options.announces(), Population.WANTED, LONGEST_NANOS));
            load.open(options.perSecond(), 1, Population.WANTED);
            measure(
                    Run.Part.UDP_OPEN,
                    () -> load.open(options.perSecond(), options.openSeconds(), Population.WANTED));
        }
        try (var load = new HttpLoad(plan, port)) {
            // As many again: a virtual machine has yet to compile what only HTTP uses.
            load.closed(options.httpAnnounces(), Population.WANTED, LONGEST_NANOS);
            measure(
                    Run.Part.HTTP_CLOSED,
                    () -> load.closed(options.httpAnnounces(), Population.WANTED, LONGEST_NANOS));
            System.err.printf(
                    "%s: %.0f announces a connection%n", tracker, load.announcesPerConnection());
        }
        return runs;
    }

    /// The start is over, and what it left behind is where it stays.
    private static Outcome rest() throws IOException {
        pause(2_000);
        return new Outcome(0, 0, 0, 2, new Histogram(), new Histogram());
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void measure(Run.Part part, Work work) throws IOException {
        var before = Processes.cpu(pid);
        double busy = Machine.busySeconds() - Processes.cpuSeconds(own);
        var outcome = work.run();
        var after = Processes.cpu(pid);
        busy = Machine.busySeconds() - Processes.cpuSeconds(own) - busy;
        double user = after.user() - before.user();
        double system = after.system() - before.system();
        if (part == Run.Part.FILL) {
            pause(SETTLED_MILLIS);
        }
        var run =
                new Run(
                        tracker,
                        round,
                        part,
                        outcome,
                        user,
                        system,
                        busy - user - system,
                        Processes.residentBytes(pid));
        runs.add(run);
        System.err.println(run.raw());
    }
}
