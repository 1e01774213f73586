package io.seedpod.peer.cli.shell.console;

import java.util.ArrayList;
import java.util.List;

/// Splits a line into words as shells do: by blanks; quotes keep blanks, a backslash keeps the next
/// character. A quote that is never closed reaches to the end. `#` begins a comment.
public final class Line {
    private Line() {}

    public static List<String> split(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var begun = false;
        var quote = '\0';
        for (int i = 0; i < line.length(); i++) {
            var next = line.charAt(i);
            if (quote != '\0' && next == quote) {
                quote = '\0';
            } else if (next == '\\' && quote != '\'' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
                begun = true;
            } else if (quote != '\0') {
                word.append(next);
            } else if (next == '"' || next == '\'') {
                quote = next;
                begun = true;
            } else if (Character.isWhitespace(next)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
            } else if (next == '#' && !begun) {
                break;
            } else {
                word.append(next);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return List.copyOf(words);
    }
}
