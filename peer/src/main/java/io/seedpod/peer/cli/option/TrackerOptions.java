package io.seedpod.peer.cli.option;

import io.seedpod.model.tracker.Labels;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which trackers to talk to, and how.
public final class TrackerOptions {
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
            names = "--udp-only",
            description = "Talk to the trackers over UDP alone; peers are still reached over TCP.")
    boolean udpOnly;

    @Option(
            names = "--node",
            paramLabel = "NODE",
            converter = LabelConverter.class,
            defaultValue = "${env:SEEDPOD_PEER_NODE:-}",
            description =
                    "The machine we run on, so that trackers name peers near us first; of a longer name the first 63"
                            + " characters count. Default: the environment variable SEEDPOD_PEER_NODE.")
    String node = "";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = LabelConverter.class,
            defaultValue = "${env:SEEDPOD_PEER_ZONE:-}",
            description =
                    "The zone we run in. Default: the environment variable SEEDPOD_PEER_ZONE.")
    String zone = "";

    @Option(
            names = "--region",
            paramLabel = "REGION",
            converter = LabelConverter.class,
            defaultValue = "${env:SEEDPOD_PEER_REGION:-}",
            description =
                    "The region we run in. Default: the environment variable SEEDPOD_PEER_REGION.")
    String region = "";

    /// Where we run, as far as it was said.
    public Labels labels() {
        return new Labels(node, zone, region);
    }

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

    public boolean isUdpOnly() {
        return udpOnly;
    }

    static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }
}
