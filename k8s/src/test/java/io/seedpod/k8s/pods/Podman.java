package io.seedpod.k8s.pods;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/// A container engine with images, containers and networks of its own, removed on closing; what
/// podman keeps elsewhere on this machine is not touched.
final class Podman implements AutoCloseable {
    private static final List<String> TOOLS =
            List.of("podman", "runc", "conmon", "/usr/lib/podman/netavark", "iptables");

    private static final long ENOUGH = 4_096;
    private static final Pattern PROCESSES = Pattern.compile("Max processes +\\S+ +(\\d+)");

    private final Path folder;
    private final AtomicBoolean closed = new AtomicBoolean();

    Podman() {
        requireTools();
        try {
            // Short: podman refuses a long path.
            folder = Files.createTempDirectory(Path.of("/tmp"), "seedpod-pods-");
            Files.writeString(folder.resolve("containers.conf"), settings());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /// runc, since crun refuses the cgroups of some machines; and fewer processes than this one may
    /// have: podman's own default is more than some machines let even root set.
    private static String settings() throws IOException {
        var limits = PROCESSES.matcher(Files.readString(Path.of("/proc/self/limits")));
        var processes =
                Math.min(ENOUGH, limits.find() ? Long.parseLong(limits.group(1)) / 2 : ENOUGH);
        return """
        [containers]
        default_ulimits=["nofile=4096:4096","nproc=%1$d:%1$d"]
        log_driver="k8s-file"
        [engine]
        runtime="runc"
        cgroup_manager="cgroupfs"
        events_logger="file"
        [network]
        network_backend="netavark"
        """
                .formatted(processes);
    }

    private static void requireTools() {
        var missing = TOOLS.stream().filter(tool -> !has(tool)).toList();
        if (!missing.isEmpty()) {
            throw new AssertionError(
                    "missing "
                            + missing
                            + " (apt install podman runc netavark aardvark-dns iptables)");
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new AssertionError("containers with limits need root");
        }
    }

    private static boolean has(String tool) {
        return List.of("", "/usr/bin/", "/usr/sbin/", "/usr/local/bin/", "/usr/local/sbin/")
                .stream()
                .map(before -> Path.of(before + tool))
                .anyMatch(file -> file.isAbsolute() && Files.isExecutable(file));
    }

    /// A folder of its own for volumes.
    Path folder() {
        return folder;
    }

    /// What a command that must succeed prints.
    String run(List<String> words) {
        var result = call(words);
        if (result.exit() != 0) {
            throw new AssertionError(
                    "podman %s: exit %d%n%s"
                            .formatted(String.join(" ", words), result.exit(), result.output()));
        }
        return result.output().strip();
    }

    String run(String... words) {
        return run(List.of(words));
    }

    private record Result(int exit, String output) {}

    private Result call(List<String> words) {
        var command = new ArrayList<String>();
        command.add("podman");
        command.addAll(List.of("--root", folder.resolve("storage").toString()));
        command.addAll(List.of("--runroot", folder.resolve("run").toString()));
        command.addAll(List.of("--tmpdir", folder.resolve("tmp").toString()));
        command.addAll(List.of("--network-config-dir", folder.resolve("networks").toString()));
        command.addAll(words);
        return execute(command);
    }

    private Result execute(List<String> command) {
        try {
            // Into a file: a detached container's monitor would keep a pipe open.
            var output = Files.createTempFile("seedpod-podman-", ".txt");
            var builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(output.toFile());
            builder.environment()
                    .put("CONTAINERS_CONF", folder.resolve("containers.conf").toString());
            var exit = builder.start().waitFor();
            var text = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            return new Result(exit, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stop);
        }
    }

    /// Ends every container of this engine and removes all that it has; happens at the end of the
    /// JVM too.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        call(List.of("rm", "--all", "--force", "--time", "0"));
        call(List.of("network", "prune", "--force"));
        call(List.of("rmi", "--all", "--force"));
        execute(List.of("umount", "--lazy", folder.resolve("storage/overlay").toString()));
        execute(List.of("rm", "-rf", "--one-file-system", folder.toString()));
    }
}
