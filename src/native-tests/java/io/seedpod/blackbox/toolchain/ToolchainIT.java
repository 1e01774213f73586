package io.seedpod.blackbox.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `native/find-graalvm` and `native/assemble`: which GraalVM builds, and what is said when none
/// can.
class ToolchainIT {
    private final World world = new World();
    private final Machine machine = new Machine(world);

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void takesTheGraalvmThatIsNamed() {
        var home = machine.java("mandrel", "25.0.2", "native-image");
        var found = machine.with("GRAALVM_HOME", home.toString()).run("native/find-graalvm");
        assertEquals(home + "\n", found.expect(0).output());
    }

    @Test
    void takesAJdkThatIsAGraalvm() {
        var home = machine.java("graalvm", "25", "native-image", "javac");
        var found = machine.with("JAVA_HOME", home.toString()).run("native/find-graalvm");
        assertEquals(home + "\n", found.expect(0).output());
    }

    @Test
    void refusesANamedGraalvmThatIsNone() {
        var jdk = machine.java("jdk", "25.0.3", "javac");
        var old = machine.java("old", "21.0.9", "native-image");
        oneLine(machine.with("GRAALVM_HOME", jdk.toString()).run("native/find-graalvm"))
                .mentions(jdk.toString())
                .mentions("no bin/native-image");
        oneLine(machine.with("GRAALVM_HOME", old.toString()).run("native/find-graalvm"))
                .mentions("for Java 21 (expected: 25)");
    }

    @Test
    void namesTheThreeWaysThatRemainElsewhere() {
        oneLine(machine.is("ID=fedora\nVERSION_ID=44\n").run("native/find-graalvm"))
                .mentions("'fedora'")
                .mentions("GRAALVM_HOME")
                .mentions("-Dquarkus.native.container-build=true")
                .mentions("Debian or Ubuntu");
        oneLine(machine.is("ID=debian\n").replaces("uname", "echo aarch64").run("native/assemble"))
                .mentions("aarch64")
                .mentions("GRAALVM_HOME");
    }

    @Test
    void takesADerivativeOfDebianForDebian() {
        machine.is("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n").with("JAVA_HOME", jdk().toString());
        oneLine(machine.onlyHas().run("native/assemble")).mentions("apt install");
    }

    @Test
    void namesAllMissingPackagesAtOnce() {
        oneLine(machine.with("JAVA_HOME", jdk().toString()).onlyHas("tar").run("native/assemble"))
                .mentions(
                        "apt install apt binutils gcc libc6-dev unzip util-linux xz-utils zlib1g-dev");
    }

    @Test
    void wantsTheSourcesOfTheJdk() {
        var home = machine.java("jdk", "25.0.3", "javac");
        oneLine(machine.with("JAVA_HOME", home.toString()).run("native/assemble"))
                .mentions(home + " has no lib/src.zip")
                .mentions("openjdk-25-source");
    }

    @Test
    void refusesAJarThatIsNotTheOneExpectedAndLeavesNothing() throws IOException {
        machine.with("JAVA_HOME", jdk().toString());
        pretendAllToolsAreHere();
        machine.executable(
                machine.checkout().resolve("mvnw"),
                """
                for argument in "$@"; do
                  case "$argument" in -DoutputDirectory=*) folder=${argument#*=} ;; esac
                done
                while read -r sum group name; do echo wrong >"$folder/$name.jar"; done \\
                  <"$(dirname "$0")/native/jars.sha256"\
                """);
        var refused = machine.run("native/assemble").expect(3);
        refused.mentions("is not the one expected: SHA-256")
                .mentions("(expected: " + firstSum() + ")");
        assertEquals("", refused.output(), "nobody may take the toolchain for made");
        assertEquals(List.of(), toolchains());
    }

    @Test
    void showsWhatMavenSaidWhenItFails() throws IOException {
        machine.with("JAVA_HOME", jdk().toString());
        pretendAllToolsAreHere();
        machine.executable(
                machine.checkout().resolve("mvnw"), "echo 'no route to the repository'; exit 1");
        machine.run("native/assemble")
                .expect(3)
                .mentions("no route to the repository")
                .mentions("could not be fetched by Maven");
        assertEquals(List.of(), toolchains());
    }

    @Test
    void aContainerBuildNeedsNoToolchainHere() {
        machine.is("ID=fedora\n").replaces("gcc", "exit 1").replaces("ar", "touch \"$2\"");
        var target = world.path("target");
        machine.run("native/prepare", target.toString(), "--container", "true");
        assertFalse(Files.exists(target.resolve("graalvm")));
        machine.run("native/prepare", target.toString(), "--container", "false")
                .expect(3)
                .mentions("one of three ways remains");
    }

    /// A JDK 25 with its sources, as far as these tests come.
    private Path jdk() {
        var home = machine.java("jdk", "25.0.3", "javac", "java", "jar");
        world.path("jdk/lib");
        machine.file("jdk/lib/src.zip", "");
        return home;
    }

    /// The check for packages is content with programs and headers that only seem to be there.
    private void pretendAllToolsAreHere() {
        for (var tool : List.of("gcc", "ar", "nm", "ld", "xz", "unzip", "apt-get")) {
            machine.replaces(tool, "exit 0");
        }
    }

    private String firstSum() throws IOException {
        return Files.readString(machine.checkout().resolve("native/jars.sha256")).substring(0, 64);
    }

    /// Whole or in part: whatever in the cache is, or was to become, a toolchain.
    private List<Path> toolchains() throws IOException {
        try (var files = Files.list(machine.cache())) {
            return files.filter(
                            file ->
                                    file.getFileName()
                                            .toString()
                                            .matches("graalvm-[0-9a-f]{16}|\\.graalvm-part.*"))
                    .toList();
        }
    }

    /// The result of a script that refused in one line, with the exit code for "not available".
    private static World.Result oneLine(World.Result result) {
        result.expect(3);
        assertEquals("", result.output());
        assertTrue(result.errors().startsWith("native: "), result.errors());
        assertEquals(1, result.errors().lines().count(), result.errors());
        return result;
    }
}
