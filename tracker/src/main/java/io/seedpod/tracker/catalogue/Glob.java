package io.seedpod.tracker.catalogue;

import java.util.Optional;

/// A pattern of names: `*` stands for any run of characters, `?` for one, `[a-c]` for one of those,
/// `[!a-c]` for one of the others; `\` takes the next as it is.
public final class Glob {
    // Walks pattern and text once, and goes back to the last `*` where they differ: at most their
    // product in steps, whatever a stranger writes.

    /// Longest pattern, in characters.
    public static final int MAX_LENGTH = 255;

    private final int[] pattern;
    private final String prefix;

    private Glob(int[] pattern) {
        this.pattern = pattern;
        prefix = literalPrefix(pattern);
    }

    /// Empty for a pattern that is too long, or ends within a class or behind a `\`.
    public static Optional<Glob> parse(String text) {
        int[] pattern = text.codePoints().toArray();
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        for (int at = 0; at < pattern.length; at = next(pattern, at)) {
            if (next(pattern, at) > pattern.length) {
                return Optional.empty();
            }
        }
        return Optional.of(new Glob(pattern));
    }

    /// With what every match begins.
    public String prefix() {
        return prefix;
    }

    public boolean matches(String text) {
        int[] said = text.codePoints().toArray();
        int at = 0;
        int star = -1;
        int starredTo = 0;
        for (int i = 0; i < said.length; ) {
            if (at < pattern.length && pattern[at] == '*') {
                star = at++;
                starredTo = i;
            } else if (at < pattern.length && takes(at, said[i])) {
                at = next(pattern, at);
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++starredTo;
            } else {
                return false;
            }
        }
        while (at < pattern.length && pattern[at] == '*') {
            at++;
        }
        return at == pattern.length;
    }

    private boolean takes(int at, int character) {
        return switch (pattern[at]) {
            case '?' -> true;
            case '\\' -> pattern[at + 1] == character;
            case '[' -> classTakes(at, character);
            default -> pattern[at] == character;
        };
    }

    private boolean classTakes(int at, int character) {
        boolean others = pattern[at + 1] == '!';
        int end = next(pattern, at) - 1;
        boolean found = false;
        for (int i = at + (others ? 2 : 1); i < end; i++) {
            boolean range = i + 2 < end && pattern[i + 1] == '-';
            found |= character >= pattern[i] && character <= pattern[range ? i + 2 : i];
            i += range ? 2 : 0;
        }
        return found != others;
    }

    /// Where the next part begins; beyond the end if this one is not whole.
    private static int next(int[] pattern, int at) {
        if (pattern[at] == '\\') {
            return at + 2;
        }
        if (pattern[at] != '[') {
            return at + 1;
        }
        // A `]` that comes first is one of the class.
        int i = at + 1;
        i += i < pattern.length && pattern[i] == '!' ? 2 : 1;
        while (i < pattern.length && pattern[i] != ']') {
            i++;
        }
        return i + 1;
    }

    private static String literalPrefix(int[] pattern) {
        var literal = new StringBuilder();
        for (int at = 0; at < pattern.length; at = next(pattern, at)) {
            switch (pattern[at]) {
                case '*', '?', '[' -> {
                    return literal.toString();
                }
                case '\\' -> literal.appendCodePoint(pattern[at + 1]);
                default -> literal.appendCodePoint(pattern[at]);
            }
        }
        return literal.toString();
    }
}
