package io.seedpod.blackbox.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Programs;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `native/driver`, our `native-image` command: what a command line becomes in the builder's words.
///
/// The toolchain around it is made up; `--dry-run` prints what would be started.
class DriverIT {
    /// As `OptionTable` writes it: name, separators, builder option, kind, value, rewriting.
    private static final String TABLE =
            """
            -O\t0\t-H:Optimize=\tvalue\t-\t
            -march\t61\t-H:MicroArchitecture=\tvalue\t-\t
            -o\t32\t-H:Name=\tvalue\t-\t
            --initialize-at-run-time\t61\t-H:ClassInitialization=\tvalue\t=\te||:run_time
            --no-fallback\t61\t-H:FallbackThreshold=\tfixed\t=0\t
            """;

    private final World world = new World();
    private final Path home = world.path("home");
    private final Path classes = world.path("classes");
    private int runs;

    @BeforeEach
    void makeAToolchain() throws IOException {
        var driver = world.path("home/lib/svm/driver");
        Files.writeString(driver.resolve("options.tsv"), TABLE);
        Files.writeString(
                driver.resolve("version.properties"),
                "vendorversion=GraalVM CE 25.0.2+assembled\nversion=25.0.2\n");
        Files.writeString(world.path("home/lib/svm/builder").resolve("exports.args"), "");
        try (var sources = Files.list(Programs.root().resolve("native/driver"))) {
            var command = new ArrayList<>(List.of("-d", classes.toString()));
            sources.map(Path::toString)
                    .filter(file -> file.endsWith(".java"))
                    .forEach(command::add);
            var compiler = ToolProvider.getSystemJavaCompiler();
            assertEquals(0, compiler.run(null, null, null, command.toArray(String[]::new)));
        }
    }

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void speaksTheBuildersWords() throws IOException {
        var jar = jar("app.jar", Map.of());
        var said =
                run(
                                "--dry-run",
                                "-cp",
                                jar.toString(),
                                "-O2",
                                "-march=x86-64-v2",
                                "--initialize-at-run-time=a.B,c.D",
                                "-H:+Something",
                                "-J-Xmx4g",
                                "-Dname=value",
                                "-o",
                                world.path("out").resolve("program").toString(),
                                "a.Main")
                        .expect(0);
        said.mentions("  -H:Optimize@user+api=2\n")
                .mentions("  -H:MicroArchitecture@user+api=x86-64-v2\n")
                .mentions("  -H:ClassInitialization@user+api=a.B:run_time,c.D:run_time\n")
                .mentions("  -H:+Something@user\n")
                .mentions("  -H:Class@driver=a.Main\n")
                .mentions("  -H:Path@driver=" + world.path("out") + "\n")
                .mentions("  -H:Name@driver=program\n")
                .mentions("  -Xmx4g\n")
                .mentions("  -Dname=value\n")
                .mentions("  -imagecp\n  " + jar + "\n");
    }

    @Test
    void readsWhatJarsSayForThemselves() throws IOException {
        var folder = "META-INF/native-image/group/library/";
        var library =
                jar(
                        "library.jar",
                        Map.of(
                                folder + "native-image.properties",
                                "Args = --initialize-at-run-time=l.L -H:Here=${.}/x",
                                folder + "reflect-config.json",
                                "[]",
                                folder + "unknown.json",
                                "[]"));
        var said = run("--dry-run", "-cp", library.toString(), "a.Main").expect(0);
        assertTrue(
                said.output().contains(folder + "native-image.properties+api=l.L:run_time"),
                said::output);
        assertTrue(
                said.output()
                        .contains(
                                folder
                                        + "reflect-config.json+api="
                                        + folder
                                        + "reflect-config.json"),
                said::output);
        assertTrue(said.output().contains("=" + folder + "x\n"), said::output);
        assertFalse(said.output().contains("unknown.json"), said::output);

        var without =
                run(
                                "--dry-run",
                                "-cp",
                                library.toString(),
                                "--exclude-config",
                                "library\\.jar",
                                ".*reflect-config\\.json",
                                "a.Main")
                        .expect(0);
        assertFalse(without.output().contains("reflect-config"), without::output);
    }

    @Test
    void takesArgumentsFromAFile() throws IOException {
        var file = world.folder().resolve("arguments");
        Files.writeString(
                file,
                "# a comment\n-O1 '-Dwords=one two'\n\"-Dquoted=a\\tb\"\n--dry-run\na.Main\n");
        run("@" + file)
                .expect(0)
                .mentions("  -H:Optimize@user+api=1\n")
                .mentions("  -Dwords=one two\n")
                .mentions("  -Dquoted=a\tb\n");
    }

    @Test
    void tellsItsVersionAsQuarkusReadsIt() {
        run("--version").expect(0).mentions("native-image 25.").mentions("GraalVM CE 25.0.2+");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        run("--no-such-option", "a.Main").expect(20).mentions("--no-such-option");
        run("--bundle-create", "a.Main").expect(20).mentions("not supported");
        run("-cp", "x.jar").expect(20).mentions("specify the class");
        run("-o", world.folder() + "/nowhere/program", "a.Main")
                .expect(20)
                .mentions("No such directory");
    }

    private World.Result run(String... arguments) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Dnative-image.root=" + home,
                                "-cp",
                                classes.toString(),
                                "NativeImageDriver"));
        command.addAll(List.of(arguments));
        var running = world.start("driver-" + ++runs, command, Map.of());
        return new World.Result(
                running.awaitExit(World.COMMAND), running.output(), running.errors());
    }

    private Path jar(String name, Map<String, String> entries) throws IOException {
        var file = world.folder().resolve(name);
        try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
            for (var entry : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                jar.closeEntry();
            }
        }
        return file;
    }
}
