package io.seedpod.peer.engine.files;

/// A pattern of paths: `*` stands for anything within a name, `**` for anything at all, `?` for one
/// character of a name, all else for itself.
final class Glob {
    // Which prefixes of the text can be reached by the pattern so far: one row, walked once for
    // each element of the pattern. No pattern, however odd, costs more than its length times the
    // text's.
    private Glob() {}

    static boolean matches(String pattern, String text) {
        boolean[] reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (int at = 0; at < pattern.length(); at++) {
            char element = pattern.charAt(at);
            if (element != '*') {
                step(reached, text, element);
            } else if (at + 1 < pattern.length() && pattern.charAt(at + 1) == '*') {
                at++;
                spread(reached, text, false);
            } else {
                spread(reached, text, true);
            }
        }
        return reached[text.length()];
    }

    private static void step(boolean[] reached, String text, char element) {
        for (int end = text.length(); end > 0; end--) {
            char there = text.charAt(end - 1);
            reached[end] = reached[end - 1] && (element == '?' ? there != '/' : there == element);
        }
        reached[0] = false;
    }

    private static void spread(boolean[] reached, String text, boolean withinName) {
        for (int end = 1; end <= text.length(); end++) {
            reached[end] |= reached[end - 1] && !(withinName && text.charAt(end - 1) == '/');
        }
    }
}
