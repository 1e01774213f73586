package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/// Command lines that make no sense, and what every program tells. The commands one by one are in
/// `commands`.
class CommandLineIT {
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void theProgramsTellTheirVersion() {
        for (var program : Program.values()) {
            var version = run(program, "--version").expect(0).output();
            assertTrue(
                    version.matches("(?i).*" + program.title() + ".* \\d+\\.\\d+.*\\R"), version);
        }
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
        result.explains();
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
        run(Program.TRACKER, line.split(" ")).expect(2).explains();
    }

    @Test
    void theTrackerPrintsItsSettings() {
        var settings =
                run(Program.TRACKER, "--print-config", "--port", "7000")
                        .expect(0)
                        .output()
                        .replaceAll(" +", " ");
        assertTrue(settings.contains("port=7000 # --port"), settings);
        assertTrue(settings.contains("interval=15s # default"), settings);
    }

    private World.Result run(Program program, String... arguments) {
        return World.Result.of(
                world.start(
                        Host.LOCAL,
                        program.title(),
                        "user",
                        program,
                        Map.of(),
                        List.of(arguments)));
    }
}
