package io.seedpod.blackbox.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A process that the test started: its two outputs, signals to it, its exit code.
///
/// Output goes to files, never to pipes: a program whose reader has died must not notice.
public final class Running implements AutoCloseable {
    private static final Duration LAST_CHANCE = Duration.ofSeconds(5);
    private final String title;
    private final Process process;
    private final Path standardOutput;
    private final Path standardError;

    private Running(String title, Process process, Path standardOutput, Path standardError) {
        this.title = title;
        this.process = process;
        this.standardOutput = standardOutput;
        this.standardError = standardError;
    }

    /// Starts the command in `folder` with its outputs in `logs/TITLE.out` and `.err`.
    public static Running start(
            String title,
            List<String> command,
            Map<String, String> environment,
            Path folder,
            Path logs) {
        var nothing = ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile());
        return start(title, command, environment, folder, logs, nothing);
    }

    /// The same, and it can be typed to.
    static Running listening(
            String title,
            List<String> command,
            Map<String, String> environment,
            Path folder,
            Path logs) {
        return start(title, command, environment, folder, logs, ProcessBuilder.Redirect.PIPE);
    }

    private static Running start(
            String title,
            List<String> command,
            Map<String, String> environment,
            Path folder,
            Path logs,
            ProcessBuilder.Redirect input) {
        var out = logs.resolve(title + ".out");
        var err = logs.resolve(title + ".err");
        var builder =
                new ProcessBuilder(DefaultSignals.restored(command))
                        .directory(folder.toFile())
                        .redirectInput(input)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        try {
            return new Running(title, builder.start(), out, err);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start " + command, failure);
        }
    }

    /// Types this; nothing when it has ended, which what follows will tell.
    void type(String text) {
        try {
            process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException _) {
            // It listens no more.
        }
    }

    /// The end of what is typed.
    void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // It listens no more.
        }
    }

    public String title() {
        return title;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String output() {
        return read(standardOutput);
    }

    public String errors() {
        return read(standardError);
    }

    /// Both outputs, headed by the title: for messages of failing tests.
    public String transcript() {
        var end = process.isAlive() ? "running, pid " + pid() : "exit " + process.exitValue();
        return "--- "
                + title
                + " ("
                + end
                + ") stdout:\n"
                + output()
                + "--- "
                + title
                + " stderr:\n"
                + errors();
    }

    /// Waits for a line on standard output that the pattern is found in.
    public MatchResult awaitLine(String regex, Duration timeout) {
        var pattern = Pattern.compile(regex, Pattern.MULTILINE);
        Await.until(
                title + " prints " + regex,
                timeout,
                () -> !process.isAlive() || firstMatch(pattern).isPresent(),
                this::transcript);
        return firstMatch(pattern)
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        title
                                                + " ended before it printed "
                                                + regex
                                                + "\n"
                                                + transcript()));
    }

    /// Waits until it has printed anything, on either output.
    public void awaitWords() {
        Await.until(
                title + " says something",
                World.START,
                () -> !process.isAlive() || !output().isEmpty() || !errors().isEmpty());
    }

    private Optional<MatchResult> firstMatch(Pattern pattern) {
        var matcher = pattern.matcher(output());
        return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }

    /// Sends a signal by name (`TERM`, `INT`, `STOP`, `CONT`).
    public void signal(String name) {
        try {
            var kill =
                    new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            kill.waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// `kill -9`, and waits until it is gone.
    public void kill() {
        process.destroyForcibly();
        awaitExit(World.COMMAND);
    }

    /// The exit code (128 + n for signal n), or an [AssertionError] when it has not ended in time.
    public int awaitExit(Duration timeout) {
        var patience = Patience.atMost(timeout);
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        title
                                + " did not end within "
                                + patience.toSeconds()
                                + " s\n"
                                + transcript());
            }
            return process.exitValue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + title, stop);
        }
    }

    /// Asks it to end and, when it does not in time, ends it, and whatever it had started.
    @Override
    public void close() {
        var offspring = process.descendants().toList();
        try {
            process.destroy();
            if (!process.waitFor(LAST_CHANCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        offspring.forEach(ProcessHandle::destroyForcibly);
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
