package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.Programs.Program;
import io.seedpod.blackbox.harness.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the programs say about themselves, and about command lines that make no sense.
class CommandLineIT {
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "share", "get", "seed", "ls", "rm", "status", "daemon", "create", "info", "verify"
            })
    void everyCommandOfThePeerExplainsItself(String command) {
        var help = run(Program.PEER, command, "--help").expect(0);
        assertTrue(help.output().contains("Usage:"), help.output());
        assertTrue(help.output().contains(command), help.output());
        assertTrue(help.output().contains("Exit codes"), help.output());
        assertEquals("", help.errors());
    }

    @Test
    void theProgramsExplainThemselves() {
        var peer = run(Program.PEER, "--help").expect(0).output();
        for (var command :
                List.of("share", "get", "seed", "ls", "daemon", "create", "info", "verify")) {
            assertTrue(peer.contains(command), command + " in:\n" + peer);
        }
        var tracker = run(Program.TRACKER, "--help").expect(0).output();
        for (var option :
                List.of("--port", "--data", "--management-port", "--publish-token", "6969")) {
            assertTrue(tracker.contains(option), option + " in:\n" + tracker);
        }
        run(Program.PEER, "--version").expect(0).mentions("0.1.0");
        run(Program.TRACKER, "--version").expect(0).mentions("0.1.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no-such-command",
                "get",
                "share",
                "daemon",
                "get x --no-such-option",
                "get x --port many --tracker 127.0.0.1:1",
                "get x --tracker ftp://tracker:21",
                "get x --tracker tracker:notaport",
                "get some-name",
                "seed x.torrent"
            })
    void aCommandLineThatMakesNoSenseIsAUsageError(String line) {
        var result = run(Program.PEER, line.isEmpty() ? new String[0] : line.split(" ")).expect(2);
        assertEquals("", result.output(), "nothing on standard output");
        assertFalse(result.errors().isBlank(), "a reason on standard error");
        assertFalse(result.errors().contains("\tat "), result.errors());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--no-such-option",
                "--port many",
                "--port 70000",
                "word",
                "--interval soon"
            })
    void theTrackerRefusesOptionsItCannotUse(String line) {
        var result = run(Program.TRACKER, line.split(" ")).expect(2);
        assertFalse(result.errors().isBlank(), "a reason on standard error");
        assertFalse(result.errors().contains("\tat "), result.errors());
    }

    @Test
    void theTrackerPrintsItsSettings() {
        var settings = run(Program.TRACKER, "--print-config", "--port", "7000").expect(0).output();
        assertTrue(settings.contains("7000"), settings);
    }

    private World.Result run(Program program, String... arguments) {
        var running =
                world.start(
                        Host.LOCAL, program.title(), "user", program, Map.of(), List.of(arguments));
        return new World.Result(
                running.awaitExit(World.COMMAND), running.output(), running.errors());
    }
}
