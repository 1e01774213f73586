package io.seedpod.peer.cli.shell.console;

import io.seedpod.peer.cli.screen.Screen;
import io.seedpod.peer.cli.text.Words;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Lines as they come: from a pipe, a file, or a terminal that can do no more.
public final class PlainConsole implements Console {
    /// Longer lines are no commands.
    private static final int LONGEST_LINE = 1 << 16;

    private final BufferedReader lines;
    private final Screen screen;
    private final Optional<PrintStream> prompts;

    /// What somebody is asked now; empty: nothing.
    private String asking = "";

    /// @param prompts where somebody sees them; absent: nobody is there to be asked
    PlainConsole(BufferedReader lines, Screen screen, Optional<PrintStream> prompts) {
        this.lines = lines;
        this.screen = screen;
        this.prompts = prompts;
    }

    /// Of this process' standard input.
    ///
    /// @param asks whether somebody sits there
    public static PlainConsole ofProcess(Screen screen, boolean asks) {
        return new PlainConsole(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                screen,
                asks ? Optional.of(System.out) : Optional.empty());
    }

    @Override
    public Optional<String> read(String prompt) {
        ask(prompt);
        try {
            return line();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read standard input", e);
        } finally {
            answered();
        }
    }

    private synchronized void ask(String prompt) {
        asking = Words.printable(prompt);
        showPrompt();
    }

    private synchronized void answered() {
        asking = "";
    }

    private void showPrompt() {
        prompts.ifPresent(
                out -> {
                    out.print(asking);
                    out.flush();
                });
    }

    /// Says something on a line of its own, and asks again what was asked.
    private synchronized void say(Runnable words) {
        if (!asking.isEmpty()) {
            prompts.ifPresent(PrintStream::println);
        }
        words.run();
        showPrompt();
    }

    private Optional<String> line() throws IOException {
        var line = new StringBuilder();
        for (int next = lines.read(); next >= 0; next = lines.read()) {
            if (next == '\n') {
                return Optional.of(line.toString());
            }
            if (line.length() < LONGEST_LINE) {
                line.append((char) next);
            }
        }
        return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
    }

    @Override
    public boolean isInteractive() {
        return prompts.isPresent();
    }

    @Override
    public void result(String line) {
        say(() -> screen.result(line));
    }

    @Override
    public void notice(String line) {
        say(() -> screen.notice(line));
    }

    @Override
    public synchronized void event(String event, Map<String, ?> details) {
        screen.event(event, details);
    }

    @Override
    public void restore() {
        // The process' streams are not ours to close.
    }
}
