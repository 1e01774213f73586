package io.seedpod.tracker.config;

/// Why the tracker cannot start; the message is for the one who started it.
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public StartFailure(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
