package io.seedpod.peer.cli.task;

import java.util.Map;
import java.util.OptionalInt;

/// A signal that comes while the platform is being built.
///
/// Quarkus then tears down what it is still building and complains of that with a stack trace. Here
/// the process ends at once, as a shell would have it: nothing has begun that could be lost.
public final class EarlyEnd {
    /// How the JDK calls the threads on which a signal's handler runs.
    private static final Map<String, ExitCode> SIGNALS =
            Map.of(
                    "SIGINT handler", ExitCode.INTERRUPTED,
                    "SIGTERM handler", ExitCode.TERMINATED);

    private static volatile boolean standing;

    private EarlyEnd() {}

    /// From now on, until [#platformStands], a signal ends the process with its exit code.
    public static void onSignal() {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    if (!standing) {
                                        signal().ifPresent(Runtime.getRuntime()::halt);
                                    }
                                }));
    }

    /// From now on a signal is [Interruption]'s.
    public static void platformStands() {
        standing = true;
    }

    /// Whether the signal that is being handled is somebody's Ctrl-C.
    public static boolean isInterrupt() {
        return signal().equals(OptionalInt.of(ExitCode.INTERRUPTED.code()));
    }

    /// The exit code for the signal that is being handled; absent when the end has another reason.
    private static OptionalInt signal() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> SIGNALS.containsKey(thread.getName()))
                .mapToInt(thread -> SIGNALS.getOrDefault(thread.getName(), ExitCode.OK).code())
                .findFirst();
    }
}
