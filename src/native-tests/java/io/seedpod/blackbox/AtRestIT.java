package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.Programs;
import io.seedpod.blackbox.harness.Programs.Program;
import io.seedpod.blackbox.harness.Running;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An executable that has started and has nothing to do is small: what only starting took is given
/// back. Pages of the executable itself count.
class AtRestIT {
    private static final long MOST_KB = 45_000_000 / 1024;
    private final World world = new World();

    @BeforeEach
    void executablesOnly() {
        assumeTrue(
                Programs.form(Program.PEER).equals("native"),
                "what a JVM takes is said in build/java-options");
    }

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void bothAreSmallAndStillDoTheirWork() {
        var tracker = world.tracker();
        var daemon = world.daemon("idle", tracker);
        expectSmall(tracker.running());
        expectSmall(daemon.running());
        Content.file(daemon.file("late.bin"), 100_000, 1);
        tracker.awaitSeeders("late.bin", 1);
    }

    private static void expectSmall(Running running) {
        Await.until(
                running.title() + " has at most " + MOST_KB + " kB resident",
                World.START,
                () -> residentKb(running) <= MOST_KB,
                () -> "resident: " + residentKb(running) + " kB\n" + running.transcript());
    }

    /// The kernel's `VmRSS`.
    private static long residentKb(Running running) {
        try (var lines = Files.lines(Path.of("/proc/" + running.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
