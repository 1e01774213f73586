package io.seedpod.blackbox.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads JSON (RFC 8259) and walks it: maps, lists, strings, doubles and longs, booleans, null.
public final class Json {
    private final String text;
    private int position;

    private Json(String text) {
        this.text = text;
    }

    /// The value of the whole text.
    public static Node parse(String text) {
        var json = new Json(text);
        var value = json.value();
        json.blanks();
        if (json.position != text.length()) {
            throw json.refusal("text after the value");
        }
        return new Node("$", value);
    }

    /// A value together with the path that led to it, so that a missing member names itself.
    public record Node(String path, @Nullable Object value) {
        public Node get(String name) {
            if (!(value instanceof Map<?, ?> map) || !map.containsKey(name)) {
                throw new AssertionError("no member '" + name + "' at " + path + ": " + value);
            }
            return new Node(path + "." + name, map.get(name));
        }

        public boolean has(String name) {
            return value instanceof Map<?, ?> map && map.get(name) != null;
        }

        public List<Node> list() {
            if (!(value instanceof List<?> list)) {
                throw new AssertionError("no list at " + path + ": " + value);
            }
            var nodes = new ArrayList<Node>();
            for (var element : list) {
                nodes.add(new Node(path + "[" + nodes.size() + "]", element));
            }
            return List.copyOf(nodes);
        }

        public String text() {
            return String.valueOf(value);
        }

        public long number() {
            if (!(value instanceof Number number)) {
                throw new AssertionError("no number at " + path + ": " + value);
            }
            return number.longValue();
        }

        public boolean truth() {
            return Boolean.TRUE.equals(value);
        }
    }

    private @Nullable Object value() {
        blanks();
        if (position == text.length()) {
            throw refusal("no value");
        }
        return switch (text.charAt(position)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        expect('{');
        if (skips('}')) {
            return members;
        }
        do {
            blanks();
            var name = string();
            blanks();
            expect(':');
            members.put(name, value());
        } while (skips(','));
        expect('}');
        return members;
    }

    private List<@Nullable Object> array() {
        var elements = new ArrayList<@Nullable Object>();
        expect('[');
        if (skips(']')) {
            return elements;
        }
        do {
            elements.add(value());
        } while (skips(','));
        expect(']');
        return elements;
    }

    private String string() {
        expect('"');
        var result = new StringBuilder();
        while (position < text.length() && text.charAt(position) != '"') {
            var next = text.charAt(position++);
            result.append(next == '\\' ? escape() : next);
        }
        expect('"');
        return result.toString();
    }

    private char escape() {
        var kind = text.charAt(position++);
        return switch (kind) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                position += 4;
                yield (char) Integer.parseInt(text.substring(position - 4, position), 16);
            }
            default -> kind;
        };
    }

    private Number number() {
        var start = position;
        while (position < text.length() && "+-.0123456789eE".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        var digits = text.substring(start, position);
        try {
            if (digits.chars().allMatch(c -> c == '-' || Character.isDigit(c))) {
                return Long.valueOf(digits);
            }
            return Double.valueOf(digits);
        } catch (NumberFormatException notANumber) {
            throw refusal("not a value");
        }
    }

    private @Nullable Object literal(String word, @Nullable Object meaning) {
        if (!text.startsWith(word, position)) {
            throw refusal("not a value");
        }
        position += word.length();
        return meaning;
    }

    private boolean skips(char wanted) {
        blanks();
        if (position < text.length() && text.charAt(position) == wanted) {
            position++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        blanks();
        if (position == text.length() || text.charAt(position) != wanted) {
            throw refusal("expected " + wanted);
        }
        position++;
    }

    private void blanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private AssertionError refusal(String why) {
        return new AssertionError("not JSON: " + why + " at " + position + " in " + text);
    }
}
