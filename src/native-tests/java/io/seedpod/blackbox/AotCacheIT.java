package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Programs;
import io.seedpod.blackbox.harness.Programs.Program;
import io.seedpod.blackbox.harness.Shell;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The AOT caches that the build makes for the JVM form. How fast they make a start is measured by
/// `benchmarks/run-startup`.
class AotCacheIT {
    private final World world = new World();

    @BeforeEach
    void onTheJvm() {
        Assumptions.assumeTrue(
                Programs.form(Program.PEER).equals("jvm"), "the JVM form alone has one");
    }

    @AfterEach
    void remove() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource
    void isMadeByTheBuildAndTakenByTheJvm(Program program) {
        assertTrue(Files.exists(Programs.cache(program)), "no cache: build/aot-cache makes it");
        // With this mode the JVM refuses to start when it cannot use the cache.
        version(program, List.of("-XX:AOTMode=on"), Programs.cache(program));
    }

    @ParameterizedTest
    @EnumSource
    void aStartWithAMissingOrBrokenOneIsAnyStart(Program program) throws IOException {
        var broken = world.path("caches").resolve("broken.aot");
        var expected = version(program, List.of(), Programs.cache(program));
        assertEquals(expected, version(program, List.of(), broken));
        Files.write(broken, new byte[100_000]);
        assertEquals(expected, version(program, List.of(), broken));
        Files.copy(Programs.cache(other(program)), broken, StandardCopyOption.REPLACE_EXISTING);
        assertEquals(expected, version(program, List.of(), broken));
    }

    private static Program other(Program program) {
        return program == Program.PEER ? Program.TRACKER : Program.PEER;
    }

    /// What `--version` prints, on both streams.
    private static String version(Program program, List<String> options, Path cache) {
        var command = new ArrayList<>(Programs.command(program));
        int jar = command.indexOf("-jar");
        assertTrue(jar > 0, () -> "not the JVM form: " + command);
        command.removeIf(word -> word.startsWith("-XX:AOTCache="));
        command.addAll(command.indexOf("-jar"), options);
        command.add(command.indexOf("-jar"), "-XX:AOTCache=" + cache);
        command.add("--version");
        var output = Shell.run(command, "").strip();
        assertTrue(output.matches("seedpod " + program.title() + " [0-9][^ \n]*"), output);
        return output;
    }
}
