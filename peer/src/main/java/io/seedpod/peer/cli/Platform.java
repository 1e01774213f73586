package io.seedpod.peer.cli;

import io.seedpod.peer.cli.option.ServerOptions;
import io.seedpod.peer.cli.task.ExitCode;
import io.seedpod.peer.cli.task.PeerTask;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;

/// Tells Quarkus, before it starts, what the command wants: which ports, how much log.
public final class Platform {
    private static final int ANY_FREE = 0;

    private Platform() {}

    /// Sets the configuration for these arguments. The exit code when the command cannot start.
    public static Optional<ExitCode> configure(CommandLine line, String... arguments) {
        var parsed = line.parseArgs(arguments);
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        var task = (PeerTask) parsed.commandSpec().userObject();
        var serves = task instanceof DaemonCommand;
        System.setProperty("quarkus.http.host-enabled", String.valueOf(serves));
        System.setProperty("quarkus.management.host-enabled", String.valueOf(serves));
        if (task.output().isDebug()) {
            System.setProperty("quarkus.log.category.\"io.seedpod\".level", "DEBUG");
        } else if (!serves) {
            System.setProperty("quarkus.log.level", "ERROR");
            System.setProperty("quarkus.log.category.\"io.seedpod.given-up\".level", "ERROR");
        }
        if (task instanceof DaemonCommand daemon) {
            var name = parsed.commandSpec().qualifiedName();
            var server = daemon.server();
            return openPort(
                            name,
                            "api",
                            "quarkus.http",
                            server.host(),
                            server.apiPort(),
                            ServerOptions.API_PORT)
                    .or(
                            () ->
                                    openPort(
                                            name,
                                            "management",
                                            "quarkus.management",
                                            server.managementHost(),
                                            server.managementPort(),
                                            ServerOptions.MANAGEMENT_PORT));
        }
        return Optional.empty();
    }

    /// Quarkus ends with a stack trace when a port is taken, so we look first: a port that was
    /// asked for must be free, a default gives way to any free one.
    private static Optional<ExitCode> openPort(
            String command, String what, String key, String host, OptionalInt asked, int usual) {
        var port = asked.orElse(usual);
        if (!isFree(host, port)) {
            if (asked.isPresent()) {
                System.err.printf(
                        "%s: port %d for the %s is in use on %s: choose another with --%s-port, or 0 for any free one%n",
                        command, port, what, host, what);
                return Optional.of(ExitCode.PORT_IN_USE);
            }
            System.err.printf(
                    "%s: port %d for the %s is in use, taking a free one%n", command, port, what);
            port = ANY_FREE;
        }
        System.setProperty(key + ".host", host);
        System.setProperty(key + ".port", String.valueOf(port));
        return Optional.empty();
    }

    private static boolean isFree(String host, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
