package io.seedpod.peer.cli.task;

import java.util.Arrays;
import java.util.List;

/// What `build/aot-cache` asks of the run whose classes, call sites and profiles a JVM keeps.
///
/// `-Dseedpod.recording=COMMANDS`: command lines, one a line, words apart by tabs, that are carried
/// out before the process' own, so that one cache knows them all.
public final class Recording {
    private static final String COMMANDS = System.getProperty("seedpod.recording", "");

    private Recording() {}

    /// What is recorded is written at an exit of the JVM, not at a halt.
    static boolean isUnderWay() {
        return !COMMANDS.isEmpty();
    }

    public static List<String[]> commandsBefore() {
        return Arrays.stream(COMMANDS.split("\n"))
                .filter(line -> !line.isBlank())
                .map(line -> line.split("\t"))
                .toList();
    }
}
