package io.seedpod.blackbox.negative;

import io.seedpod.blackbox.harness.Programs;
import io.seedpod.blackbox.harness.Programs.Program;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// A checkout like the real one, whose two executables are impostors; the rest is linked.
///
/// So `./seedpod` and the demo get them, too.
final class ImpostorCheckout implements AutoCloseable {
    private final Path root;

    private ImpostorCheckout(Path root) {
        this.root = root;
    }

    /// With copies of `file` as executables.
    static ImpostorCheckout of(Path file) throws IOException {
        var checkout = new ImpostorCheckout(Files.createTempDirectory("seedpod-impostor-"));
        for (var executable : checkout.prepare()) {
            Files.copy(file, executable, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return checkout;
    }

    /// With executables that become [Impostor].
    static ImpostorCheckout of(String manner) throws IOException {
        var checkout = new ImpostorCheckout(Files.createTempDirectory("seedpod-impostor-"));
        var script =
                "#!/bin/sh\nexec '%s/bin/java' %s -cp '%s' %s %s \"$@\"\n"
                        .formatted(
                                System.getProperty("java.home"),
                                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx32m",
                                System.getProperty("java.class.path").split(":")[0],
                                Impostor.class.getName(),
                                manner);
        for (var executable : checkout.prepare()) {
            Files.writeString(executable, script);
            Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return checkout;
    }

    private List<Path> prepare() throws IOException {
        var real = Programs.root();
        var modules = List.of(Program.values()).stream().map(Program::title).toList();
        try (var files = Files.list(real)) {
            for (var file : files.toList()) {
                var name = file.toFile().getName();
                if (name.equals("seedpod")) {
                    // It looks for everything beside itself.
                    Files.copy(file, root.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
                } else if (!modules.contains(name)) {
                    Files.createSymbolicLink(root.resolve(name), file);
                }
            }
        }
        for (var module : modules) {
            Files.createDirectories(root.resolve(module).resolve("target"));
            try (var files = Files.list(real.resolve(module))) {
                for (var file : files.filter(it -> !it.endsWith("target")).toList()) {
                    Files.createSymbolicLink(root.resolve(real.relativize(file)), file);
                }
            }
        }
        return modules.stream()
                .map(module -> root.resolve(module + "/target/seedpod-" + module))
                .toList();
    }

    Path root() {
        return root;
    }

    @Override
    public void close() {
        World.delete(root);
    }
}
