package io.seedpod.peer.cli.shell.word;

import io.seedpod.peer.cli.shell.console.Argument;
import java.util.List;
import java.util.stream.Collectors;

/// Something the shell can be told to do.
///
/// @param names the first is the usual one; all are understood, with a slash before them as well
/// @param arguments in order; those that may be left out come last
/// @param repeats whether the last argument may be given more than once
/// @param help one line
public record Word(
        List<String> names, List<Argument> arguments, boolean repeats, String help, Deed deed) {
    public Word {
        names = List.copyOf(names);
        arguments = List.copyOf(arguments);
    }

    /// What a word does. Troubles of the user leave as
    /// `SessionException`.
    @FunctionalInterface
    public interface Deed {
        void run(Desk desk, List<String> given);
    }

    public static Word of(String names, String help, Deed deed, Argument... arguments) {
        return new Word(List.of(names.split(" ")), List.of(arguments), false, help, deed);
    }

    Word repeating() {
        return new Word(names, arguments, true, help, deed);
    }

    public String name() {
        return names.getFirst();
    }

    public String usage() {
        return usage(name());
    }

    /// The usage with every name.
    String usageOfAllNames() {
        return usage(String.join(", ", names));
    }

    private String usage(String called) {
        var all = arguments.stream().map(it -> " " + it.shown()).collect(Collectors.joining());
        return called + all + (repeats ? "..." : "");
    }

    public long requiredCount() {
        return arguments.stream().filter(Argument::required).count();
    }
}
