package io.seedpod.tracker.config;

/// How the program ends. The numbers are part of its interface: see docs/exit-codes.md.
public enum ExitCode {
    OK(0),
    INTERNAL(1),
    USAGE(2),
    PORT_IN_USE(7),
    STORAGE(8);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
