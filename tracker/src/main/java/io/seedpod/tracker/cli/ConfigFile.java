package io.seedpod.tracker.cli;

import io.seedpod.tracker.config.ExitCode;
import io.seedpod.tracker.config.Given;
import io.seedpod.tracker.config.Setting;
import io.seedpod.tracker.config.StartFailure;
import io.seedpod.tracker.config.TrackerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settings in a file, a line each: `port = 7000`, named as the flags.
///
/// ```
/// line     = [ name "=" value ] [ comment ]
/// comment  = "#" to the end of the line; at its beginning or after a blank
/// value    = text without comment, blanks around it taken away
///          | '"' text '"', in which \" is a quote and \\ a backslash
/// ```
/// A line that says nothing, a name that is none and a name that comes twice stop the start.
record ConfigFile(Map<Setting, Given> values) {
    static final ConfigFile NONE = new ConfigFile(Map.of());

    static ConfigFile read(String file) throws StartFailure {
        try {
            return parse(file, Files.readAllLines(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            throw wrong(file, "cannot be read as a configuration: " + e);
        }
    }

    static ConfigFile parse(String file, List<String> lines) throws StartFailure {
        var known = new HashMap<String, Setting>();
        TrackerSettings.all().forEach(setting -> known.put(setting.name(), setting));
        var values = new HashMap<Setting, Given>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String where = file + ":" + (i + 1);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw wrong(where, "'" + line + "' is no setting (expected: name = value)");
            }
            String name = line.substring(0, equals).strip();
            var setting = known.get(name);
            if (setting == null) {
                throw wrong(where, "no setting is called '" + name + "' (--help lists them all)");
            }
            var earlier = values.put(setting, new Given(value(line, equals, where), where));
            if (earlier != null) {
                throw wrong(where, "'" + name + "' was already set at " + earlier.from());
            }
        }
        return new ConfigFile(Map.copyOf(values));
    }

    Optional<Given> find(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    private static String value(String line, int equals, String where) throws StartFailure {
        String rest = line.substring(equals + 1).strip();
        if (rest.startsWith("\"")) {
            return quoted(rest, where);
        }
        int comment = rest.startsWith("#") ? 0 : indexOfComment(rest);
        return (comment < 0 ? rest : rest.substring(0, comment)).strip();
    }

    private static int indexOfComment(String text) {
        for (int i = text.indexOf('#'); i > 0; i = text.indexOf('#', i + 1)) {
            if (Character.isWhitespace(text.charAt(i - 1))) {
                return i;
            }
        }
        return -1;
    }

    private static String quoted(String text, String where) throws StartFailure {
        var value = new StringBuilder();
        for (int i = 1; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '"') {
                String after = text.substring(i + 1).strip();
                if (!after.isEmpty() && !after.startsWith("#")) {
                    break;
                }
                return value.toString();
            }
            boolean escaped = each == '\\' && i + 1 < text.length();
            value.append(escaped ? text.charAt(++i) : each);
        }
        throw wrong(
                where, "a value in quotes ends with a quote, and nothing but a comment follows");
    }

    /// The value as a line can hold it: in quotes where it must be.
    static String format(String value) {
        boolean isPlain =
                value.equals(value.strip())
                        && !value.startsWith("\"")
                        && !value.startsWith("#")
                        && indexOfComment(value) < 0;
        return isPlain ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static StartFailure wrong(String where, String what) {
        return new StartFailure(ExitCode.USAGE, where + ": " + what);
    }
}
