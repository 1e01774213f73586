import java.util.ArrayList;
import java.util.List;

/// Words of a line of text.
final class Words {
    private Words() {}

    /// Splits text at white space, as argument files do: quotes group, a backslash in quotes
    // escapes, # begins a comment.
    static List<String> split(String text) {
        List<String> out = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else if (c == '\\' && i + 1 < text.length()) {
                    char e = text.charAt(++i);
                    int k = "nrtf".indexOf(e);
                    if (e == '\n') { // a broken line goes on at its next word
                        while (i + 1 < text.length()
                                && Character.isWhitespace(text.charAt(i + 1))) {
                            i++;
                        }
                    } else {
                        word.append(k < 0 ? e : "\n\r\t\f".charAt(k));
                    }
                } else {
                    word.append(c);
                }
            } else if (Character.isWhitespace(c)) {
                if (word != null) {
                    out.add(word.toString());
                    word = null;
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                word = word == null ? new StringBuilder() : word;
            } else if (c == '#' && word == null) {
                while (i + 1 < text.length() && text.charAt(i + 1) != '\n') {
                    i++;
                }
            } else {
                (word = word == null ? new StringBuilder() : word).append(c);
            }
        }
        if (word != null) {
            out.add(word.toString());
        }
        return out;
    }
}
