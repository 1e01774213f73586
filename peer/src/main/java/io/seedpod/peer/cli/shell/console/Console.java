package io.seedpod.peer.cli.shell.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where lines come from and words go to. Lines are read by one thread; anyone may speak.
///
/// Two implementations: a terminal with a line editor, and everything else.
public interface Console extends AutoCloseable {
    /// The next line, without its end; absent when there are no more. A line that was cancelled
    /// (Ctrl-C) is empty.
    Optional<String> read(String prompt);

    /// The answer to a question for an argument; otherwise like [#read].
    default Optional<String> ask(Argument argument) {
        return read("  " + argument.label() + ": ");
    }

    /// Whether somebody is there to be asked.
    boolean isInteractive();

    /// Has somebody choose one of these; empty when nothing was chosen, absent where that is not
    /// possible or there is nothing to choose from.
    default Optional<String> choose(String question, List<String> all) {
        return Optional.empty();
    }

    /// A line of an outcome.
    void result(String line);

    /// Something worth knowing that is not the outcome.
    void notice(String line);

    /// An outcome for scripts; nothing where people read.
    void event(String event, Map<String, ?> details);

    /// Gives the terminal back as it was. May be called twice, and by any thread.
    void restore();

    @Override
    default void close() {
        restore();
    }
}
