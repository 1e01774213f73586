package io.seedpod.blackbox.harness;

import io.seedpod.blackbox.harness.Programs.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A talk with `peer shell`: words are typed, answers awaited, each after what was seen before.
///
/// Over a pipe, or at a terminal: a pseudo-terminal of util-linux' `script`, 120 columns wide. What
/// a terminal is told to do besides showing text is left out of what is seen.
public final class Conversation {
    private static final Pattern ESCAPES =
            Pattern.compile(
                    "\u001b\\[[0-9;?]*[a-zA-Z]|\u001b[=>]|\u001b\\][^\u0007]*\u0007|[\r\u0007]"
                            // One that has not come as a whole yet.
                            + "|\u001b(?:\\[[0-9;?]*|\\][^\u0007]*)?\\z");
    private static final Duration ANSWER = Duration.ofSeconds(40);

    private final Running running;
    private int seen;

    private Conversation(Running running) {
        this.running = running;
    }

    /// Over a pipe.
    public static Conversation piped(World world, String user, Path folder, String... arguments) {
        return new Conversation(
                world.startListening(user + "-shell", user, folder, command(arguments), Map.of()));
    }

    /// At a terminal.
    ///
    /// @param type of terminal, as `TERM` says it
    public static Conversation atTerminal(
            World world, String user, Path folder, String type, String... arguments) {
        return atTerminal(world, user, folder, type, "exec " + words(arguments));
    }

    /// At a terminal, in a shell that knows jobs (`fg`) and prompts with `sh> `: what is typed next
    /// is for that shell, which goes on when `peer shell` ends.
    public static Conversation asAJob(
            World world, String user, Path folder, String type, String... arguments) {
        var conversation =
                atTerminal(
                        world,
                        user,
                        folder,
                        type,
                        "exec env PS1='sh> ' bash --norc --noprofile -i");
        conversation.expect("sh> ");
        return conversation.say(words(arguments));
    }

    private static String words(String... arguments) {
        return command(arguments).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
    }

    private static Conversation atTerminal(
            World world, String user, Path folder, String type, String command) {
        var line = "stty rows 40 cols 120; " + command;
        return new Conversation(
                world.startListening(
                        user + "-terminal",
                        user,
                        folder,
                        List.of("script", "-qefc", line, "/dev/null"),
                        Map.of("TERM", type, "SHELL", "/bin/sh")));
    }

    private static List<String> command(String... arguments) {
        var command = new ArrayList<>(Programs.command(Program.PEER));
        command.add("shell");
        command.addAll(List.of(arguments));
        return command;
    }

    /// Types a line.
    public Conversation say(String line) {
        return type(line + "\n");
    }

    /// Types these keys.
    public Conversation type(String keys) {
        running.type(keys);
        return this;
    }

    /// The end of what is typed: Ctrl-D, where there is no terminal.
    public Conversation end() {
        running.endInput();
        return this;
    }

    /// Waits until it shows a text that the pattern is found in; gives the first group, or all.
    public String expect(String regex) {
        return expect(regex, ANSWER);
    }

    public String expect(String regex, Duration within) {
        var pattern = Pattern.compile(regex, Pattern.MULTILINE);
        // What is found at the end of a line may be nowhere when more has been shown there.
        var found = new AtomicReference<>("");
        Await.until(
                running.title() + " shows " + regex,
                within,
                () -> {
                    boolean alive = running.isAlive();
                    found.set(shown());
                    return pattern.matcher(found.get()).find(seen) || !alive;
                },
                running::transcript);
        var text = found.get();
        var matcher = pattern.matcher(text);
        if (!matcher.find(Math.min(seen, text.length()))) {
            throw new AssertionError(
                    "ended without "
                            + regex
                            + "\n"
                            + text.substring(Math.min(seen, text.length())));
        }
        seen = matcher.end();
        return matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
    }

    /// All that was shown so far, as plain text.
    public String shown() {
        return ESCAPES.matcher(running.output() + running.errors()).replaceAll("");
    }

    /// Waits for its end.
    public int awaitExit() {
        return running.awaitExit(World.COMMAND);
    }

    public Running running() {
        return running;
    }
}
