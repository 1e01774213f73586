package io.seedpod.blackbox.commands;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The help of a program or command, taken apart.
record Help(String text) {
    private static final Pattern COMMAND = Pattern.compile("^ {2}([a-z]+(?:, [a-z]+)*) {2,}\\S.*");
    private static final Pattern CODE = Pattern.compile("(?:Exit codes:|[;,])\\s+(\\d{1,3})\\b");

    /// The commands it lists, each with its aliases; empty when it is the help of one without.
    List<List<String>> commands() {
        return text.lines()
                .dropWhile(line -> !line.equals("Commands:"))
                .takeWhile(line -> !line.isBlank())
                .map(COMMAND::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(match -> List.of(match.group(1).split(", ")))
                .toList();
    }

    /// The exit codes it promises.
    SortedSet<Integer> exitCodes() {
        var codes = new TreeSet<Integer>();
        var start = text.indexOf("Exit codes:");
        if (start >= 0) {
            CODE.matcher(text.substring(start))
                    .results()
                    .forEach(match -> codes.add(Integer.valueOf(match.group(1))));
        }
        return codes;
    }

    /// True when it shows how to call this command: its words after `Usage:`.
    boolean isOf(String... words) {
        return Stream.of(words).allMatch(word -> !word.isBlank())
                && text.contains("Usage: " + String.join(" ", words) + " ");
    }
}
