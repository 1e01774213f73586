package io.seedpod.k8s;

import io.kubernetes.client.openapi.models.V1Container;
import io.seedpod.peer.cli.PeerCommand;
import io.seedpod.peer.cli.option.ServerOptions;
import io.seedpod.peer.session.Sessions;
import io.seedpod.tracker.cli.TrackerCommand;
import io.seedpod.tracker.config.StartFailure;
import io.seedpod.tracker.config.UdpPortKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// What a container's program will do with its arguments and environment, as its own command line
/// reads them.
///
/// @param ports open to other pods, `6969/UDP`
/// @param management port of probes and metrics; absent: the command has none
/// @param folders where it writes
record Listening(Set<String> ports, OptionalInt management, List<Path> folders) {

    /// The program is not told what it needs, or something that it does not understand.
    static final class Misunderstood extends Exception {
        private static final long serialVersionUID = 1;

        Misunderstood(String message) {
            super(message);
        }
    }

    static Listening of(V1Container container, Map<String, String> environment)
            throws Misunderstood {
        var arguments = Workload.orEmpty(container.getArgs()).toArray(String[]::new);
        try {
            return isTracker(container)
                    ? tracker(arguments, environment)
                    : peer(arguments, environment);
        } catch (StartFailure | ParameterException e) {
            throw new Misunderstood(String.valueOf(e.getMessage()));
        }
    }

    static boolean isTracker(V1Container container) {
        return container.getImage().contains("/tracker");
    }

    private static Listening tracker(String[] arguments, Map<String, String> environment)
            throws StartFailure, Misunderstood {
        var parsed = new TrackerCommand(environment, "test", UdpPortKind::name).parse(arguments);
        if (!(parsed instanceof TrackerCommand.Parsed.Start(var settings))) {
            throw new Misunderstood("the tracker only prints something");
        }
        return new Listening(
                Set.of(
                        settings.listening().port() + "/UDP",
                        settings.listening().port() + "/TCP",
                        settings.listening().managementPort() + "/TCP"),
                OptionalInt.of(settings.listening().managementPort()),
                List.of(settings.publishing().data()));
    }

    private static Listening peer(String[] arguments, Map<String, String> environment)
            throws Misunderstood {
        var parsed =
                PeerCommand.commandLine(CommandLine.defaultFactory())
                        .parseArgs(arguments)
                        .subcommand();
        if (parsed == null) {
            throw new Misunderstood("the peer is given no command");
        }
        if (environment.getOrDefault("SEEDPOD_TRACKERS", "").isBlank()) {
            throw new Misunderstood("the peer is told no tracker");
        }
        int port = parsed.matchedOptionValue("--port", Sessions.USUAL_PORT);
        var state = Path.of(environment.getOrDefault("SEEDPOD_STATE", "/"));
        if (!parsed.commandSpec().name().equals("daemon")) {
            return new Listening(Set.of(port + "/TCP"), OptionalInt.empty(), List.of(state));
        }
        int management =
                parsed.matchedOptionValue("--management-port", ServerOptions.MANAGEMENT_PORT);
        return new Listening(
                Set.of(port + "/TCP", management + "/TCP"),
                OptionalInt.of(management),
                List.of(state, parsed.matchedPositionalValue(0, Path.of("/"))));
    }
}
