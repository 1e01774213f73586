package io.seedpod.peer.cli.shell;

import io.seedpod.peer.cli.shell.console.Argument;
import io.seedpod.peer.cli.shell.console.Console;
import io.seedpod.peer.cli.shell.console.Line;
import io.seedpod.peer.cli.shell.console.Picker;
import io.seedpod.peer.cli.shell.word.Addresses;
import io.seedpod.peer.cli.shell.word.Desk;
import io.seedpod.peer.cli.shell.word.ShellWords;
import io.seedpod.peer.cli.shell.word.Vocabulary;
import io.seedpod.peer.cli.shell.word.Word;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads lines and does what they say, until `exit` or the end of input.
///
/// Where somebody is there to be asked, what is missing is asked for and trouble is told; elsewhere
/// the first trouble ends it.
public final class Shell {
    private final Vocabulary vocabulary;
    private final Desk desk;
    private final Console console;

    public Shell(Desk desk) {
        this(new Vocabulary(ShellWords.all()), desk);
    }

    Shell(Vocabulary vocabulary, Desk desk) {
        this.vocabulary = vocabulary;
        this.desk = desk;
        this.console = desk.console();
    }

    /// Runs to the end of input, on the caller's thread.
    public void run() {
        try (var errands = new Errands(console);
                var reporter = TransferReporter.start(desk)) {
            while (!desk.isLeaving()) {
                var line = console.read(prompt());
                if (line.isEmpty()) {
                    break;
                }
                obey(line.get(), errands);
                reporter.look();
            }
        }
    }

    /// Refuses what is no word of the shell, and arguments that no word takes: before anything is
    /// begun for them.
    ///
    /// @param asks whether somebody is there to be asked for what is missing
    public static void check(List<String> words, boolean asks) {
        var word = word(new Vocabulary(ShellWords.all()), words.getFirst());
        var given = spread(word, words.subList(1, words.size()));
        if (!asks && given.size() < word.requiredCount()) {
            throw usage(word);
        }
    }

    /// Does one word, given with its arguments, on the caller's thread.
    public void once(List<String> words) {
        var word = word(words.getFirst());
        complete(word, words.subList(1, words.size()))
                .ifPresent(given -> word.deed().run(desk, given));
    }

    private String prompt() {
        if (!console.isInteractive()) {
            return "";
        }
        try {
            return desk.current().map(it -> Desk.title(it) + "> ").orElse("peer> ");
        } catch (RuntimeException _) {
            return "peer (no answer)> ";
        }
    }

    private void obey(String line, Errands errands) {
        var words = Line.split(line);
        if (words.isEmpty()) {
            return;
        }
        try {
            var word = word(words.getFirst());
            var given = complete(word, words.subList(1, words.size()));
            if (given.isPresent()) {
                errands.run(word, () -> word.deed().run(desk, given.get()));
            }
        } catch (SessionException e) {
            if (!console.isInteractive()) {
                throw e;
            }
            console.notice(String.valueOf(e.getMessage()));
        }
    }

    private Word word(String text) {
        return word(vocabulary, text);
    }

    private static Word word(Vocabulary vocabulary, String text) {
        return vocabulary
                .find(text)
                .orElseThrow(
                        () ->
                                new SessionException(
                                        Trouble.USAGE,
                                        "no word of the shell: %s (%s)"
                                                .formatted(
                                                        text,
                                                        vocabulary
                                                                .similar(text)
                                                                .map(it -> "did you mean " + it)
                                                                .orElse("`help` lists them"))));
    }

    /// The arguments, those asked for included; absent when an answer was refused.
    private Optional<List<String>> complete(Word word, List<String> given) {
        var all = spread(word, given);
        for (int i = all.size(); i < word.requiredCount(); i++) {
            if (saysPort(word, i, all)) {
                continue;
            }
            if (!console.isInteractive()) {
                throw usage(word);
            }
            var answer = ask(word.arguments().get(i));
            if (answer.isEmpty() || answer.get().isBlank()) {
                console.notice("nothing done");
                return Optional.empty();
            }
            all.add(answer.get().strip());
        }
        return Optional.of(List.copyOf(all));
    }

    private Optional<String> ask(Argument argument) {
        if (argument.kind() == Argument.Kind.FILE) {
            var chosen = console.choose("which file?", Picker.names(desk.means().folder()));
            if (chosen.isPresent()) {
                return chosen;
            }
        }
        return console.ask(argument);
    }

    /// The arguments, `HOST:PORT` as two.
    private static List<String> spread(Word word, List<String> given) {
        var all = new ArrayList<>(given);
        for (int i = 1; i < word.arguments().size() && i <= all.size(); i++) {
            saysPort(word, i, all);
        }
        if (all.size() > word.arguments().size() && !word.repeats()) {
            throw usage(word);
        }
        return all;
    }

    /// Whether the host before it says this port, too; then it counts as two.
    private static boolean saysPort(Word word, int index, List<String> given) {
        if (word.arguments().get(index).kind() != Argument.Kind.PORT || given.size() < index) {
            return false;
        }
        var parts = Addresses.split(given.get(index - 1));
        parts.ifPresent(
                it -> {
                    given.set(index - 1, it.host());
                    given.add(index, String.valueOf(it.port()));
                });
        return parts.isPresent();
    }

    private static SessionException usage(Word word) {
        return new SessionException(Trouble.USAGE, "usage: " + word.usage());
    }
}
