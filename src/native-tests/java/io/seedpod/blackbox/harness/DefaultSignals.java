package io.seedpod.blackbox.harness;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Gives a program signals back that the one who started us ignores, as a shell does with SIGINT
/// and SIGQUIT for what it runs in the background, and `nohup` with SIGHUP: the program would
/// inherit that. A JVM then never hears an interrupt, and what runs at a terminal outlives it.
final class DefaultSignals {
    private static final List<String> RESTORE = List.of("env", "--default-signal=INT,QUIT,HUP");
    private static final boolean POSSIBLE = isPossible();

    private DefaultSignals() {}

    /// The command, preceded by what restores the signals where this system's `env` can do that.
    /// The process stays one: `env` becomes the program.
    static List<String> restored(List<String> command) {
        return POSSIBLE ? Stream.concat(RESTORE.stream(), command.stream()).toList() : command;
    }

    private static boolean isPossible() {
        try {
            var probe =
                    new ProcessBuilder(Stream.concat(RESTORE.stream(), Stream.of("true")).toList())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
