package io.seedpod.peer.cli.shell;

import io.seedpod.peer.cli.shell.console.Argument;
import io.seedpod.peer.cli.shell.word.Desk;
import io.seedpod.peer.cli.shell.word.ShellWords;
import io.seedpod.peer.cli.shell.word.Vocabulary;
import io.seedpod.peer.cli.shell.word.Word;
import io.seedpod.peer.session.catalogue.NamedTorrent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// What the line could go on with: words, names, torrents, paths. Whatever cannot be found out at
/// once is left out.
public final class Completion implements Completer {
    private static final Duration AT_ONCE = Duration.ofMillis(700);
    private static final int MOST = 500;

    private final Vocabulary vocabulary = new Vocabulary(ShellWords.all());
    private final Desk.Means means;
    private Optional<Argument.Kind> expected = Optional.empty();

    public Completion(Desk.Means means) {
        this.means = means;
    }

    /// The next line is an answer of this kind, not a word with arguments. On the reading thread.
    void expect(Optional<Argument.Kind> kind) {
        expected = kind;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        suggest(line.words(), line.wordIndex(), line.word()).forEach(candidates::add);
    }

    /// @param typed the word at the cursor, as far as it is typed
    List<Candidate> suggest(List<String> words, int index, String typed) {
        if (expected.isPresent()) {
            return values(expected.get(), typed);
        }
        if (index == 0) {
            var slash = typed.startsWith("/") ? "/" : "";
            return vocabulary.names().stream().map(name -> whole(slash + name)).toList();
        }
        var word = vocabulary.find(words.getFirst());
        return word.flatMap(it -> argument(it, index - 1))
                .map(kind -> values(kind, typed))
                .orElse(List.of());
    }

    private static Optional<Argument.Kind> argument(Word word, int index) {
        var count = word.arguments().size();
        var at = word.repeats() ? Math.min(index, count - 1) : index;
        return at < count ? Optional.of(word.arguments().get(at).kind()) : Optional.empty();
    }

    private List<Candidate> values(Argument.Kind kind, String typed) {
        return switch (kind) {
            case WORD -> vocabulary.names().stream().map(Completion::whole).toList();
            case NAME -> names(typed);
            case TORRENT -> torrents();
            case PATH, FILE -> paths(typed);
            case HOST, PORT, NUMBER, TEXT -> List.of();
        };
    }

    private static Candidate whole(String value) {
        return new Candidate(value);
    }

    private List<Candidate> names(String typed) {
        try {
            return means.catalogue().list(typed).await().atMost(AT_ONCE).stream()
                    .limit(MOST)
                    .map(NamedTorrent::name)
                    .map(Completion::whole)
                    .toList();
        } catch (RuntimeException _) {
            return List.of();
        }
    }

    private List<Candidate> torrents() {
        try {
            return means.transfers().list().await().atMost(AT_ONCE).stream()
                    .limit(MOST)
                    .map(Desk::title)
                    .map(Completion::whole)
                    .toList();
        } catch (RuntimeException _) {
            return List.of();
        }
    }

    /// What lies in the folder that is typed so far; a folder is gone on into.
    private List<Candidate> paths(String typed) {
        var slash = typed.lastIndexOf('/');
        var before = typed.substring(0, slash + 1);
        var found = new ArrayList<Candidate>();
        try (var files =
                Files.newDirectoryStream(means.folder().resolve(before.isEmpty() ? "." : before))) {
            for (var file : files) {
                if (found.size() < MOST && !isHidden(file, typed.substring(slash + 1))) {
                    found.add(candidate(before, file));
                }
            }
        } catch (IOException | RuntimeException _) {
            return List.of();
        }
        return found;
    }

    private static boolean isHidden(Path file, String typed) {
        return String.valueOf(file.getFileName()).startsWith(".") && !typed.startsWith(".");
    }

    private static Candidate candidate(String before, Path file) {
        var isFolder = Files.isDirectory(file);
        var value = before + file.getFileName() + (isFolder ? "/" : "");
        return new Candidate(value, value, null, null, null, null, !isFolder);
    }
}
