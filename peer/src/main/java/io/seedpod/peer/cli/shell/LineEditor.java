package io.seedpod.peer.cli.shell;

import static java.util.Objects.requireNonNull;

import io.seedpod.peer.cli.shell.console.Argument;
import io.seedpod.peer.cli.shell.console.Console;
import io.seedpod.peer.cli.shell.console.Picker;
import io.seedpod.peer.cli.shell.console.QuietTerminal;
import io.seedpod.peer.cli.shell.console.Suspension;
import io.seedpod.peer.cli.text.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.Widget;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;

/// A terminal with editing, history and completion. What others say meanwhile appears above the
/// line that is being typed.
public final class LineEditor implements Console {
    private static final int HISTORY_LINES = 1000;

    private final Terminal terminal;
    private final LineReader reader;
    private final Completion completion;

    private LineEditor(Terminal terminal, LineReader reader, Completion completion) {
        this.terminal = terminal;
        this.reader = reader;
        this.completion = completion;
    }

    /// Takes over the terminal of this process. Fails where `tty` or `stty` is missing.
    ///
    /// @param history the file that keeps lines; absent: they are forgotten
    public static LineEditor open(Optional<Path> history, Completion completion)
            throws IOException {
        var terminal = QuietTerminal.ofProcess();
        // Raw between lines, too: what is typed ahead, Ctrl-D above all, would be taken for the end
        // of a line otherwise. And Ctrl-C is ours as a character; as a signal it would end the
        // process.
        var found = terminal.enterRawMode();
        var attributes = terminal.getAttributes();
        attributes.setLocalFlag(LocalFlag.ISIG, false);
        terminal.setAttributes(attributes);
        return of(terminal, history, completion, new Suspension(terminal, found));
    }

    private static LineEditor of(
            Terminal terminal,
            Optional<Path> history,
            Completion completion,
            Suspension suspension) {
        var parser = new DefaultParser();
        parser.setEofOnUnclosedQuote(false);
        var builder =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .appName("peer")
                        .completer(completion)
                        .parser(parser)
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .option(LineReader.Option.BRACKETED_PASTE, false)
                        .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
                        .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
                        .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
                        .variable(LineReader.BELL_STYLE, "none");
        history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        var reader = builder.build();
        bindArrows(reader);
        bindInterrupt(reader);
        bindSuspend(reader, suspension);
        return new LineEditor(terminal, reader, completion);
    }

    /// As terminals send them that were not told, or did not hear, that a program reads keys.
    private static void bindArrows(LineReader reader) {
        var keys = requireNonNull(reader.getKeyMaps().get(LineReader.MAIN));
        keys.bind(new Reference(LineReader.UP_LINE_OR_SEARCH), "\u001b[A");
        keys.bind(new Reference(LineReader.DOWN_LINE_OR_SEARCH), "\u001b[B");
        keys.bind(new Reference(LineReader.FORWARD_CHAR), "\u001b[C");
        keys.bind(new Reference(LineReader.BACKWARD_CHAR), "\u001b[D");
    }

    /// The reader ends a line that is interrupted.
    private static void bindInterrupt(LineReader reader) {
        Widget interrupt =
                () -> {
                    Thread.currentThread().interrupt();
                    return true;
                };
        reader.getWidgets().put("interrupt", interrupt);
        requireNonNull(reader.getKeyMaps().get(LineReader.MAIN))
                .bind(new Reference("interrupt"), KeyMap.ctrl('C'));
    }

    /// What was typed so far is there again afterwards.
    private static void bindSuspend(LineReader reader, Suspension suspension) {
        Widget suspend =
                () -> {
                    suspension.suspend();
                    reader.callWidget(LineReader.REDRAW_LINE);
                    return true;
                };
        reader.getWidgets().put("suspend", suspend);
        requireNonNull(reader.getKeyMaps().get(LineReader.MAIN))
                .bind(new Reference("suspend"), KeyMap.ctrl('Z'));
    }

    @Override
    public Optional<String> read(String prompt) {
        try {
            return Optional.of(reader.readLine(Words.printable(prompt)));
        } catch (UserInterruptException _) {
            // Whoever interrupted meant the line.
            var _ = Thread.interrupted();
            return Optional.of("");
        } catch (EndOfFileException _) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> choose(String question, List<String> all) {
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new Picker(terminal).choose(question, all));
    }

    /// What is asked for is completed as what it is, and not remembered.
    @Override
    public Optional<String> ask(Argument argument) {
        completion.expect(Optional.of(argument.kind()));
        reader.setVariable(LineReader.DISABLE_HISTORY, true);
        try {
            return read("  " + argument.label() + ": ");
        } finally {
            completion.expect(Optional.empty());
            reader.setVariable(LineReader.DISABLE_HISTORY, false);
        }
    }

    @Override
    public boolean isInteractive() {
        return true;
    }

    @Override
    public void result(String line) {
        reader.printAbove(Words.printable(line));
    }

    @Override
    public void notice(String line) {
        result(line);
    }

    @Override
    public void event(String event, Map<String, ?> details) {
        // For scripts, which have no terminal.
    }

    @Override
    public void restore() {
        try {
            terminal.close();
        } catch (IOException _) {
            // It is gone: nothing to give back.
        }
    }
}
