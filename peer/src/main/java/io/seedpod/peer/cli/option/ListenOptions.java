package io.seedpod.peer.cli.option;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where to listen for other peers.
public final class ListenOptions {
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address to listen on for other peers. Default: every address.")
    @Nullable String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "TCP port to listen on for other peers; 0 takes any free one. Default: 6881, or a free one when"
                            + " that is taken. A port given here that is taken is an error (exit code 7).")
    @Nullable Integer port;

    public Optional<String> host() {
        return Optional.ofNullable(host);
    }

    /// The port asked for; absent: the default, and a free one when that is taken.
    public OptionalInt port() {
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    boolean isSaid() {
        return host != null || port != null;
    }
}
