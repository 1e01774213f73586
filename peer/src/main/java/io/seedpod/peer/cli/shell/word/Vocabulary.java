package io.seedpod.peer.cli.shell.word;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Every word the shell knows.
public final class Vocabulary {
    /// Letters; shorter names than twice that are like anything.
    private static final int MISTYPED = 2;

    private final List<Word> words = new ArrayList<>();
    private final Map<String, Word> byName = new LinkedHashMap<>();

    public Vocabulary(List<Word> words) {
        for (var word : words) {
            this.words.add(word);
            for (var name : word.names()) {
                if (byName.putIfAbsent(normal(name), word) != null) {
                    throw new IllegalArgumentException("two words are called " + name);
                }
            }
        }
    }

    /// The word meant: with or without a slash, with `-` or `_`, in whatever case.
    public Optional<Word> find(String text) {
        return Optional.ofNullable(byName.get(normal(text)));
    }

    public List<Word> all() {
        return List.copyOf(words);
    }

    /// Every name, as help shows them.
    public List<String> names() {
        return words.stream().flatMap(word -> word.names().stream()).toList();
    }

    /// A known name that begins so, or differs in one or two letters: for those who mistype.
    public Optional<String> similar(String text) {
        var wanted = normal(text);
        if (wanted.length() < 2) {
            return Optional.empty();
        }
        var begun = byName.keySet().stream().filter(name -> name.startsWith(wanted)).findFirst();
        return begun.isPresent()
                ? begun
                : byName.keySet().stream()
                        .filter(name -> name.length() >= 2 * MISTYPED)
                        .filter(name -> Mistyping.letters(wanted, name) <= MISTYPED)
                        .min(Comparator.comparingInt(name -> Mistyping.letters(wanted, name)));
    }

    private static String normal(String text) {
        var bare = text.startsWith("/") ? text.substring(1) : text;
        return bare.toLowerCase(Locale.ROOT).replace('-', '_');
    }
}
