package io.seedpod.peer.cli.option;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which daemon does the work, if any.
public final class DaemonOptions {
    @Option(
            names = "--daemon",
            paramLabel = "URL",
            description =
                    "Hand the work to this daemon, such as http://localhost:8080. Default: the environment variable"
                            + " SEEDPOD_DAEMON, otherwise a daemon of yours that runs on this machine.")
    @Nullable String daemon;

    @Option(
            names = "--no-daemon",
            description = "Do the work in this process even when a daemon runs.")
    boolean noDaemon;

    /// The daemon asked for by address.
    public Optional<String> url() {
        return Optional.ofNullable(daemon).or(() -> TrackerOptions.environment("SEEDPOD_DAEMON"));
    }

    public boolean isForbidden() {
        return noDaemon;
    }
}
