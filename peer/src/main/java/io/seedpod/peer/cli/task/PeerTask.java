package io.seedpod.peer.cli.task;

import io.seedpod.peer.cli.option.OutputOptions;
import java.util.concurrent.Callable;

/// A command of this program: says what it needs, runs, and ends with an exit code.
///
/// Troubles of the user leave as `SessionException`; [CommandErrors] makes a line and an exit code
/// of them.
public interface PeerTask extends Callable<Integer> {
    Need need();

    OutputOptions output();

    /// Runs the command; picocli wants the exit code as an `Integer`.
    @Override
    default Integer call() {
        return run().code();
    }

    ExitCode run();
}
