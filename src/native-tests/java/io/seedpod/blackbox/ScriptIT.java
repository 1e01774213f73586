package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Programs;
import io.seedpod.blackbox.harness.Running;
import io.seedpod.blackbox.harness.WithoutPrograms;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `./seedpod`, as a newcomer uses it.
class ScriptIT {
    private static final Duration DEMO = Duration.ofMinutes(4);
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    @WithoutPrograms
    void explainsItselfAndRefusesWhatItDoesNotKnow() {
        run("--help")
                .expect(0)
                .mentions("demo")
                .mentions("tracker")
                .mentions("peer")
                .mentions("build");
        run().expect(2).mentions("Usage");
        run("no-such-command").expect(2).mentions("no-such-command");
        run("demo", "--help").expect(0).mentions("--size").mentions("--keep");
        run("demo", "--size", "much").expect(2).mentions("much");
        run("demo", "--no-such-option").expect(2);
        run("build", "--no-such-option").expect(2);
        run("--version").expect(0).mentions("seedpod ");
    }

    @Test
    @WithoutPrograms
    void findsTheJdkWhereNobodySaysWhereHomeIs() {
        var running =
                world.start(
                        "no-home",
                        List.of(
                                "env",
                                "-i",
                                "PATH=/usr/bin:/bin",
                                Programs.root().resolve("mvnw").toString(),
                                "--version"),
                        Map.of());
        assertEquals(0, running.awaitExit(World.COMMAND), running::transcript);
        assertFalse(running.errors().contains("unbound"), running::transcript);
    }

    @Test
    void becomesTheProgramSoThatSignalsArrive() {
        var tracker =
                start(
                        "tracker",
                        "--port",
                        "0",
                        "--management-port",
                        "0",
                        "--data",
                        world.path("data").toString());
        tracker.awaitLine("^seedpod tracker ready: ", World.START);
        tracker.signal("TERM");
        assertEquals(0, tracker.awaitExit(World.START), tracker::transcript);
        run("peer", "--help").expect(0).mentions("share");
        run("peer", "no-such-command").expect(2);
    }

    @Test
    void theDemoFetchesComparesAndLeavesNothing() throws IOException {
        var demo = start("demo", "--size", "8MiB");
        assertEquals(0, demo.awaitExit(DEMO), demo::transcript);
        var output = demo.output();
        for (var fetcher : List.of("second", "third")) {
            for (var name : List.of("random.bin", "jdk")) {
                assertTrue(output.matches("(?s).*" + fetcher + " +" + name + " +equal.*"), output);
                assertTrue(
                        output.matches("(?s).*" + fetcher + " +" + name + " .*100.0%.*"), output);
            }
        }
        for (var word :
                List.of(
                        "/q/health",
                        "/q/metrics",
                        "/api/v1/names",
                        "MiB/s",
                        "bytes given",
                        "stopped all four")) {
            assertTrue(output.contains(word), word + " in:\n" + output);
        }
        assertEquals(List.of(), leftBehind(), "nothing is left in the temporary folder");
        pids(output).forEach(pid -> assertFalse(isAlive(pid), "still running: " + pid));
    }

    @Test
    void anInterruptedDemoCleansUp() throws IOException {
        var demo = start("demo", "--size", "200MiB");
        demo.awaitLine("fetching both", DEMO);
        demo.signal("INT");
        assertEquals(130, demo.awaitExit(World.START), demo::transcript);
        var pids = pids(demo.output());
        assertEquals(4, pids.size(), demo::transcript);
        pids.forEach(pid -> assertFalse(isAlive(pid), "still running: " + pid));
        assertEquals(List.of(), leftBehind());
    }

    @Test
    void aKeptDemoGoesOnServing() throws IOException {
        var demo = start("demo", "--keep", "--size", "1MiB");
        assertEquals(0, demo.awaitExit(DEMO), demo::transcript);
        var pids = pids(demo.output());
        try {
            pids.forEach(pid -> assertTrue(isAlive(pid), "ended: " + pid));
            assertTrue(demo.output().contains("kill "), demo::output);
            assertEquals(1, leftBehind().size(), "its folder is kept");
        } finally {
            pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy));
        }
        Await.until("all end", World.START, () -> pids.stream().noneMatch(ScriptIT::isAlive));
    }

    private static List<Long> pids(String output) {
        var pids = new ArrayList<Long>();
        java.util.regex.Pattern.compile("\\bpid (\\d+)")
                .matcher(output)
                .results()
                .forEach(match -> pids.add(Long.valueOf(match.group(1))));
        return pids;
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private List<Path> leftBehind() throws IOException {
        try (var files = Files.list(world.path("tmp"))) {
            return files.filter(
                            file -> String.valueOf(file.getFileName()).startsWith("seedpod-demo-"))
                    .toList();
        }
    }

    private World.Result run(String... arguments) {
        return World.Result.of(start(arguments));
    }

    private Running start(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Programs.root().resolve("seedpod").toString());
        command.addAll(List.of(arguments));
        var title = "script-" + (arguments.length == 0 ? "" : arguments[0].replace("-", ""));
        return world.start(
                title,
                command,
                Map.of(
                        "TMPDIR",
                        world.path("tmp").toString(),
                        "SEEDPOD_FORM",
                        Programs.form(Programs.Program.PEER)));
    }
}
