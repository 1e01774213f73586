package io.seedpod.peer.cli.option;

import io.seedpod.peer.cli.screen.Screen;
import picocli.CommandLine.Option;

/// How a command talks: for people or for scripts.
public final class OutputOptions {
    @Option(
            names = "--json",
            description = "Write one JSON object per line on standard output, for scripts.")
    boolean json;

    @Option(names = "--debug", description = "Show log messages, and the stack trace of an error.")
    boolean debug;

    public boolean isJson() {
        return json;
    }

    public boolean isDebug() {
        return debug;
    }

    public Screen screen() {
        return Screen.ofProcess(json, System.out, System.err);
    }
}
