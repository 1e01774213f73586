package io.seedpod.blackbox.shell.words;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A word as the shell's own help lists it.
///
/// @param name the first of its names
/// @param needed what it asks for when it is left out
record Listed(String name, List<String> needed) {
    private static final Pattern ROW =
            Pattern.compile("^((?:[a-z_?]+, )*[a-z_?]+)((?: \\[?[A-Z]+]?)*) {2,}[A-Z]");

    /// The rows of `help`; other lines are passed over.
    static List<Listed> parse(String help) {
        return help.lines()
                .map(ROW::matcher)
                .filter(row -> row.find())
                .map(row -> new Listed(row.group(1).split(",")[0], needed(row.group(2))))
                .toList();
    }

    private static List<String> needed(String arguments) {
        return Arrays.stream(arguments.split(" ")).filter(it -> it.matches("[A-Z]+")).toList();
    }
}
