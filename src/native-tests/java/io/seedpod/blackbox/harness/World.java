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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Everything a test owns: a scratch folder and the processes started in it. Closing it ends and
/// removes all.
///
/// Each program gets a state folder and a home of its own, so that nothing is shared with the
/// user's daemons, and lowest-priority port numbers: 0, the ready line tells the real one.
public final class World implements AutoCloseable {
    /// How long a program may take to say that it is ready: ten times what a busy machine needs.
    public static final Duration START = Duration.ofMinutes(2);

    /// How long a one-shot command may take.
    public static final Duration COMMAND = Duration.ofMinutes(2);

    private static final Set<World> SCRATCH = ConcurrentHashMap.newKeySet();

    static {
        // A test whose fields cannot be made is never asked to close its world.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(World::closeWhatIsLeft));
    }

    private final Path folder;
    private final List<Running> processes = new ArrayList<>();
    private final List<AutoCloseable> others = new ArrayList<>();
    private final AtomicInteger counter = new AtomicInteger();

    public World() {
        this(createFolder());
        SCRATCH.add(this);
    }

    /// A world in a folder that exists.
    public World(Path folder) {
        this.folder = folder;
        path("logs");
    }

    private static void closeWhatIsLeft() {
        SCRATCH.forEach(World::close);
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

    /// A daemon on this machine that shares one file of random bytes, as the tracker knows.
    public PeerDaemon sharing(TrackerProcess tracker, String file, long length, long seed) {
        var daemon = daemon("daemon", tracker);
        Content.file(daemon.file(file), length, seed);
        tracker.awaitSeeders(file, 1);
        return daemon;
    }

    /// Somebody on this machine; finds no daemon but that of the same name.
    public User user(String name) {
        return user(Host.LOCAL, name);
    }

    public User user(Host host, String name) {
        return new User(this, host, name, folder);
    }

    /// Runs the tracker's command line to its end.
    public Result trackerCommand(String... arguments) {
        return Result.of(
                start(
                        Host.LOCAL,
                        "tracker",
                        "user",
                        Program.TRACKER,
                        Map.of(),
                        List.of(arguments)));
    }

    /// Starts a peer command as [#user] of that name.
    public Running peer(String name, String... arguments) {
        return user(name).start(arguments);
    }

    /// Runs a peer command as [#user] of that name to its end.
    public Result run(String name, String... arguments) {
        return user(name).run(arguments);
    }

    /// What a command left behind when it ended.
    public record Result(int exit, String output, String errors) {
        /// Waits for the end of a command, as long as a one-shot command may take.
        public static Result of(Running running) {
            return new Result(running.awaitExit(COMMAND), running.output(), running.errors());
        }

        /// This result, if the exit code is the one expected.
        public Result expect(int wanted) {
            if (exit != wanted) {
                throw new AssertionError("exit " + exit + " (expected: " + wanted + ")\n" + both());
            }
            return this;
        }

        /// This result, if one of its outputs contains the text, whatever the case.
        public Result mentions(String text) {
            if (!(output + errors)
                    .toLowerCase(java.util.Locale.ROOT)
                    .contains(text.toLowerCase(java.util.Locale.ROOT))) {
                throw new AssertionError("no mention of '" + text + "'\n" + both());
            }
            return this;
        }

        /// This result, if standard error gives a reason that a user can read.
        public Result explains() {
            if (errors.isBlank() || errors.contains("\tat ")) {
                throw new AssertionError("no reason on standard error\n" + both());
            }
            return this;
        }

        private String both() {
            return "stdout:\n" + output + "stderr:\n" + errors;
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
        var all = new HashMap<String, String>(isolation(owner));
        all.putAll(environment);
        return start(title, command(host, program, arguments), all);
    }

    /// The same, in a folder of one's own.
    Running start(
            Host host,
            String title,
            String owner,
            Path where,
            Program program,
            List<String> arguments) {
        return start(title, where, command(host, program, arguments), isolation(owner));
    }

    private static List<String> command(Host host, Program program, List<String> arguments) {
        var command = new ArrayList<>(host.prefix());
        command.addAll(Programs.command(program));
        command.addAll(arguments);
        return command;
    }

    /// Starts any command and owns it.
    public Running start(String title, List<String> command, Map<String, String> environment) {
        return start(title, folder, command, environment);
    }

    private Running start(
            String title, Path where, List<String> command, Map<String, String> environment) {
        var unique = counter.incrementAndGet() + "-" + title;
        var running = Running.start(unique, command, environment, where, path("logs"));
        synchronized (processes) {
            processes.add(running);
        }
        return running;
    }

    /// Starts a command of a user, in a folder, that can be typed to.
    Running startListening(
            String title,
            String owner,
            Path folder,
            List<String> command,
            Map<String, String> environment) {
        var all = new HashMap<String, String>(isolation(owner));
        all.putAll(environment);
        var unique = counter.incrementAndGet() + "-" + title;
        var running = Running.listening(unique, command, all, folder, path("logs"));
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

    /// The output of the process started last.
    public String transcriptOfLast() {
        synchronized (processes) {
            return processes.isEmpty() ? "" : processes.getLast().transcript();
        }
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
        SCRATCH.remove(this);
        stop();
        delete(folder);
    }

    /// Removes a folder with all it holds, never following links; once more if somebody who is just
    /// ending still writes there.
    public static void delete(Path folder) {
        Await.until(
                folder + " is removed",
                START,
                () -> {
                    Files.walkFileTree(folder, new Remover());
                    return true;
                });
    }

    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
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
