package io.seedpod.benchmarks.startup;

import io.seedpod.benchmarks.system.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One start, measured: seconds from exec.
///
/// @param toLine until it said that it is ready
/// @param toReady until its readiness probe answered 200
/// @param cpuToReady CPU-seconds until then; steps of 10 ms
/// @param idle in the rounds that look at it
record Start(double toLine, double toReady, double cpuToReady, Optional<Idle> idle) {
    static final int IDLE_SECONDS = 5;

    /// A program at rest, [#IDLE_SECONDS] after it was ready. Bytes; CPU-seconds since then.
    record Idle(long resident, long anonymous, double cpu) {}

    /// Starts a program, waits until it is ready, lets it idle where asked to, ends it.
    static Start of(Program program, Path home, int port, int trackerPort, boolean atRest)
            throws IOException, InterruptedException {
        try (var service = Service.start(program, home, port, trackerPort)) {
            double toLine = service.awaitLine();
            double toReady = service.awaitReady();
            double cpu = service.program().cpuSeconds();
            var idle = atRest ? Optional.of(idle(service.program(), cpu)) : Optional.<Idle>empty();
            return new Start(toLine, toReady, cpu, idle);
        }
    }

    private static Idle idle(Child program, double cpu) throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        return new Idle(
                program.residentBytes(), program.anonymousBytes(), program.cpuSeconds() - cpu);
    }
}
