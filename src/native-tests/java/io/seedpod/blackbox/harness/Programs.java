package io.seedpod.blackbox.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where the packaged programs are and how each is started.
///
/// `seedpod.form` says which packaging runs: `jvm` (the jars), `native` (the
/// executable) or `auto` (native when built). A form that is missing is an error, never a reason to
/// test the other one. `seedpod.tracker.command` and `seedpod.peer.command` replace a program by
/// any command, for instance `/bin/true`: then every test must fail.
public final class Programs {
    private Programs() {}

    /// The two programs of this project.
    public enum Program {
        TRACKER,
        PEER;

        /// The name of the module and of the subcommand of `./seedpod`.
        public String title() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The root of the checkout: the system property `seedpod.root`, else the first folder above
    /// that has `mvnw`.
    public static Path root() {
        var told = System.getProperty("seedpod.root", "");
        if (!told.isEmpty()) {
            return Path.of(told).toAbsolutePath().normalize();
        }
        for (var folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no checkout above " + Path.of("").toAbsolutePath());
    }

    /// The words that start this program, without its arguments.
    public static List<String> command(Program program) {
        var told = System.getProperty("seedpod." + program.title() + ".command", "");
        if (!told.isBlank()) {
            return List.of(told.strip().split(" +"));
        }
        var executable = executable(program);
        return switch (form(program)) {
            case "native" -> List.of(existing(executable).toString());
            case "jvm" -> onJvm(program);
            default ->
                    throw new IllegalStateException(
                            "seedpod.form is '"
                                    + form(program)
                                    + "' (expected: jvm, native or auto)");
        };
    }

    /// `jvm` or `native`: what [#command] starts.
    public static String form(Program program) {
        var form = System.getProperty("seedpod.form", "auto");
        if (form.equals("auto")) {
            return Files.isExecutable(executable(program)) ? "native" : "jvm";
        }
        return form;
    }

    private static Path executable(Program program) {
        return root().resolve(program.title() + "/target/seedpod-" + program.title());
    }

    private static List<String> onJvm(Program program) {
        var jar = existing(jar(program));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + root().resolve("build/java-options"));
        if (isCacheFresh(program)) {
            command.add("-XX:AOTCache=" + cache(program));
        }
        command.add("-jar");
        command.add(jar.toString());
        return List.copyOf(command);
    }

    /// The AOT cache of a program's JVM form, as `build/aot-cache` makes it: beside its jar.
    public static Path cache(Program program) {
        return jar(program).resolveSibling("quarkus-run.aot");
    }

    /// As in `build/aot.sh`, which `./seedpod` asks: made after the jar, and with these options.
    private static boolean isCacheFresh(Program program) {
        var made = cache(program).toFile().lastModified();
        return made >= jar(program).toFile().lastModified()
                && made >= root().resolve("build/java-options").toFile().lastModified();
    }

    /// What the JVM form starts.
    public static Path jar(Program program) {
        return root().resolve(program.title() + "/target/quarkus-app/quarkus-run.jar");
    }

    private static Path existing(Path file) {
        if (!Files.exists(file)) {
            throw new IllegalStateException("not built: " + file + " (./seedpod build)");
        }
        return file;
    }
}
