package io.seedpod.blackbox.toolchain;

import io.seedpod.blackbox.harness.Programs;
import io.seedpod.blackbox.harness.Shell;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A copy of the project's scripts on a made-up machine: its distribution, its JDK, its programs on
/// the path and its empty cache are all in the scratch folder of a test.
final class Machine {
    /// What the scripts themselves are made of, on every machine.
    private static final List<String> BASIC =
            List.of(
                    "bash",
                    "awk",
                    "basename",
                    "cat",
                    "cut",
                    "date",
                    "dirname",
                    "find",
                    "grep",
                    "head",
                    "ls",
                    "mkdir",
                    "mktemp",
                    "mv",
                    "paste",
                    "readlink",
                    "rm",
                    "sed",
                    "sha256sum",
                    "sort",
                    "tail",
                    "touch",
                    "tr",
                    "uname",
                    "wc");

    private final World world;
    private final Map<String, String> environment = new HashMap<>();
    private int runs;

    Machine(World world) {
        this.world = world;
        for (var folder : List.of("native", "build")) {
            Shell.run(
                    "cp",
                    "-r",
                    Programs.root().resolve(folder).toString(),
                    world.path("checkout").toString());
        }
        environment.put("SEEDPOD_CACHE", cache().toString());
        environment.put("GRAALVM_HOME", "");
        is("ID=debian\nVERSION_CODENAME=bookworm\n");
    }

    Path cache() {
        return world.path("cache");
    }

    Path checkout() {
        return world.path("checkout");
    }

    /// This distribution, by the words of its `os-release` file.
    Machine is(String release) {
        environment.put("SEEDPOD_OS_RELEASE", file("os-release", release).toString());
        return this;
    }

    Machine with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// A path with the basic programs and these, and no others.
    Machine onlyHas(String... programs) {
        var folder = world.path("bin");
        var wanted = new ArrayList<>(BASIC);
        wanted.addAll(List.of(programs));
        try {
            for (var program : wanted) {
                Files.createSymbolicLink(folder.resolve(program), found(program));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return with("PATH", folder.toString());
    }

    /// A program that is a script of the test's own, before all others on the path.
    Machine replaces(String program, String script) {
        executable(world.path("fakes").resolve(program), script);
        return with("PATH", world.path("fakes") + ":" + System.getenv("PATH"));
    }

    /// A folder that passes for a Java installation of this version, with these programs.
    Path java(String name, String version, String... programs) {
        var home = world.path(name);
        file(name + "/release", "JAVA_VERSION=\"" + version + "\"\n");
        for (var program : programs) {
            world.path(name + "/bin");
            executable(home.resolve("bin").resolve(program), "exit 0");
        }
        return home;
    }

    Path file(String name, String text) {
        try {
            return Files.writeString(world.folder().resolve(name), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void executable(Path file, String script) {
        try {
            Files.writeString(file, "#!/bin/bash\n" + script + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (!file.toFile().setExecutable(true)) {
            throw new AssertionError("cannot make executable: " + file);
        }
    }

    /// Runs a script of the copy to its end.
    World.Result run(String script, String... arguments) {
        var command = new ArrayList<String>();
        command.add(checkout().resolve(script).toString());
        command.addAll(List.of(arguments));
        var running = world.start("run-" + ++runs, command, environment);
        return new World.Result(
                running.awaitExit(World.COMMAND), running.output(), running.errors());
    }

    private static Path found(String program) {
        for (var folder : System.getenv("PATH").split(":")) {
            var candidate = Path.of(folder, program);
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        throw new AssertionError("not on this machine's path: " + program);
    }
}
