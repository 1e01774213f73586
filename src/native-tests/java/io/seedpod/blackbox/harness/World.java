package io.seedpod.blackbox.harness;

import io.seedpod.blackbox.harness.Programs.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Everything a test owns: a scratch folder and the processes started in it. Closing it ends and
/// removes all.
///
/// Each program gets a state folder and a home of its own, so that nothing is shared with the
/// user's daemons, and lowest-priority port numbers: 0, the ready line tells the real one.
public final class World implements AutoCloseable {
    /// How long a program may take to say that it is ready: ten times what a busy machine needs.
    public static final Duration START = Duration.ofMinutes(1);

    /// How long a one-shot command may take.
    public static final Duration COMMAND = Duration.ofMinutes(1);

    private final Path folder;
    private final List<Running> processes = new ArrayList<>();
    private final List<AutoCloseable> others = new ArrayList<>();
    private final AtomicInteger counter = new AtomicInteger();

    public World() {
        this(createFolder());
    }

    /// A world in a folder that exists.
    public World(Path folder) {
        this.folder = folder;
        path("logs");
    }

    private static Path createFolder() {
        try {
            return Files.createTempDirectory("seedpod-test-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Path folder() {
        return folder;
    }

    /// The folder of this name in the scratch folder; made when it is missing.
    public Path path(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A tracker on this machine.
    public TrackerProcess tracker(String... arguments) {
        return tracker(Host.LOCAL, arguments);
    }

    /// A tracker on a host, ready to serve; further arguments follow the usual ones, `--data` and
    /// ports.
    public TrackerProcess tracker(Host host, String... arguments) {
        return new TrackerProcess(
                this, host, path("tracker-" + counter.incrementAndGet()), List.of(arguments));
    }

    /// A daemon on this machine with its own folder, announcing to the tracker.
    public PeerDaemon daemon(String name, TrackerProcess tracker, String... arguments) {
        return daemon(Host.LOCAL, name, tracker.endpoint(), arguments);
    }

    /// A daemon on a host; `tracker` is anything `--tracker` takes.
    public PeerDaemon daemon(Host host, String name, String tracker, String... arguments) {
        return new PeerDaemon(this, host, name, tracker, List.of(arguments));
    }

    /// Starts a one-shot peer command as `name` on this machine; it finds no daemon but that peer's
    /// own.
    public Running peer(String name, String... arguments) {
        return peer(Host.LOCAL, name, Map.of(), arguments);
    }

    public Running peer(
            Host host, String name, Map<String, String> environment, String... arguments) {
        return start(
                host,
                name + "-" + arguments[0],
                name,
                Program.PEER,
                environment,
                List.of(arguments));
    }

    /// Runs a one-shot peer command to its end.
    public Result run(String name, String... arguments) {
        return run(Host.LOCAL, name, Map.of(), arguments);
    }

    public Result run(
            Host host, String name, Map<String, String> environment, String... arguments) {
        var running = peer(host, name, environment, arguments);
        return new Result(running.awaitExit(COMMAND), running.output(), running.errors());
    }

    /// What a command left behind.
    public record Result(int exit, String output, String errors) {
        /// This result, if the exit code is the one expected.
        public Result expect(int wanted) {
            if (exit != wanted) {
                throw new AssertionError(
                        "exit "
                                + exit
                                + " (expected: "
                                + wanted
                                + ")\nstdout:\n"
                                + output
                                + "stderr:\n"
                                + errors);
            }
            return this;
        }

        /// This result, if one of its outputs contains the text, whatever the case.
        public Result mentions(String text) {
            if (!(output + errors)
                    .toLowerCase(java.util.Locale.ROOT)
                    .contains(text.toLowerCase(java.util.Locale.ROOT))) {
                throw new AssertionError(
                        "no mention of '" + text + "'\nstdout:\n" + output + "stderr:\n" + errors);
            }
            return this;
        }
    }

    /// Starts a program with the state folder of `owner`.
    public Running start(
            Host host,
            String title,
            String owner,
            Program program,
            Map<String, String> environment,
            List<String> arguments) {
        var command = new ArrayList<>(host.prefix());
        command.addAll(Programs.command(program));
        command.addAll(arguments);
        var all = new HashMap<String, String>(isolation(owner));
        all.putAll(environment);
        return start(title, command, all);
    }

    /// Starts any command and owns it.
    public Running start(String title, List<String> command, Map<String, String> environment) {
        var unique = counter.incrementAndGet() + "-" + title;
        var running = Running.start(unique, command, environment, folder, path("logs"));
        synchronized (processes) {
            processes.add(running);
        }
        return running;
    }

    /// Closes this too when the world ends.
    public <T extends AutoCloseable> T owns(T thing) {
        synchronized (processes) {
            others.add(thing);
        }
        return thing;
    }

    private Map<String, String> isolation(String owner) {
        var home = path("home/" + owner);
        return Map.of(
                "HOME", home.toString(),
                "SEEDPOD_STATE", home.resolve("state").toString(),
                "XDG_STATE_HOME", home.resolve("xdg-state").toString(),
                "SEEDPOD_TRACKERS", "",
                "SEEDPOD_DAEMON", "");
    }

    /// The outputs of all processes, for messages of failing tests.
    public String transcript() {
        var text = new StringBuilder();
        synchronized (processes) {
            processes.forEach(running -> text.append(running.transcript()).append('\n'));
        }
        return text.toString();
    }

    /// Ends all processes, last started first, and leaves the files.
    public void stop() {
        synchronized (processes) {
            for (var thing : others) {
                closeQuietly(thing);
            }
            for (var running : processes.reversed()) {
                running.close();
            }
        }
    }

    private static void closeQuietly(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        stop();
        delete(folder);
    }

    /// Removes a folder with all it holds, never following links.
    public static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new Remover());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(
                Path left, @org.jspecify.annotations.Nullable IOException failure)
                throws IOException {
            Files.deleteIfExists(left);
            return FileVisitResult.CONTINUE;
        }
    }
}
