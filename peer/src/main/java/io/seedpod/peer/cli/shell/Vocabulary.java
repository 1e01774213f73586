package io.seedpod.peer.cli.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Every word the shell knows.
final class Vocabulary {
    private final List<Word> words = new ArrayList<>();
    private final Map<String, Word> byName = new LinkedHashMap<>();

    Vocabulary(List<Word> words) {
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
    Optional<Word> find(String text) {
        return Optional.ofNullable(byName.get(normal(text)));
    }

    List<Word> all() {
        return List.copyOf(words);
    }

    /// Every name, as help shows them.
    List<String> names() {
        return words.stream().flatMap(word -> word.names().stream()).toList();
    }

    /// A known name that differs in one or two letters, for those who mistype.
    Optional<String> similar(String text) {
        var wanted = normal(text);
        return byName.keySet().stream()
                .filter(name -> wanted.length() > 1 && name.startsWith(wanted))
                .findFirst();
    }

    private static String normal(String text) {
        var bare = text.startsWith("/") ? text.substring(1) : text;
        return bare.toLowerCase(Locale.ROOT).replace('-', '_');
    }
}
