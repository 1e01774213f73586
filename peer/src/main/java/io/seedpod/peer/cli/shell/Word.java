package io.seedpod.peer.cli.shell;

import java.util.List;
import java.util.stream.Collectors;

/// Something the shell can be told to do.
///
/// @param names the first is what help shows; all are understood, with a slash before them as well
/// @param arguments in order; those that may be left out come last
/// @param repeats whether the last argument may be given more than once
/// @param help one line
record Word(List<String> names, List<Argument> arguments, boolean repeats, String help, Deed deed) {
    Word {
        names = List.copyOf(names);
        arguments = List.copyOf(arguments);
    }

    /// What a word does. Troubles of the user leave as
    /// [io.seedpod.peer.session.SessionException].
    @FunctionalInterface
    interface Deed {
        void run(Desk desk, List<String> given);
    }

    static Word of(String names, String help, Deed deed, Argument... arguments) {
        return new Word(List.of(names.split(" ")), List.of(arguments), false, help, deed);
    }

    Word repeating() {
        return new Word(names, arguments, true, help, deed);
    }

    String name() {
        return names.getFirst();
    }

    String usage() {
        var all = arguments.stream().map(it -> " " + it.shown()).collect(Collectors.joining());
        return name() + all + (repeats ? "..." : "");
    }

    long requiredCount() {
        return arguments.stream().filter(Argument::required).count();
    }
}
