package io.seedpod.peer.cli.option;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which trackers, which addresses, and whether a daemon of this machine does the work.
public final class NetworkOptions {
    @Option(
            names = "--tracker",
            paramLabel = "ADDRESS",
            split = ",",
            description =
                    "A tracker: HOST:PORT, udp://HOST:PORT or http://HOST:PORT/announce. Repeatable. Default: the"
                            + " environment variable SEEDPOD_TRACKERS, separated by commas.")
    List<String> trackers = List.of();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "What the tracker wants to see before it lets anyone publish or delete. Default: the environment"
                            + " variable SEEDPOD_TOKEN.")
    @Nullable String token;

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

    @Option(
            names = "--udp-only",
            description = "Talk to the trackers over UDP alone; peers are still reached over TCP.")
    boolean udpOnly;

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

    /// The trackers given, or those of the environment.
    public List<String> trackers() {
        return trackers(trackers);
    }

    /// These, or when there are none those of the environment.
    public static List<String> trackers(List<String> given) {
        var all =
                given.isEmpty()
                        ? List.of(environment("SEEDPOD_TRACKERS").orElse("").split(","))
                        : given;
        return all.stream().map(String::strip).filter(text -> !text.isEmpty()).distinct().toList();
    }

    public Optional<String> token() {
        return Optional.ofNullable(token).or(() -> environment("SEEDPOD_TOKEN"));
    }

    public Optional<String> host() {
        return Optional.ofNullable(host);
    }

    /// The port asked for; absent: the default, and a free one when that is taken.
    public OptionalInt port() {
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    public boolean isUdpOnly() {
        return udpOnly;
    }

    /// The daemon asked for by address.
    public Optional<String> daemon() {
        return Optional.ofNullable(daemon).or(() -> environment("SEEDPOD_DAEMON"));
    }

    public boolean isDaemonForbidden() {
        return noDaemon;
    }

    /// True when a daemon that happens to run here may do the work: nothing was said that only this
    /// process can do.
    public boolean mayUseDaemon() {
        return !noDaemon && Stream.of(host, port).allMatch(Objects::isNull) && !udpOnly;
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }
}
