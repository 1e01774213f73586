package io.seedpod.peer.cli.option;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the HTTP server of a serving command listens.
public final class ServerOptions {
    public static final int API_PORT = 8080;
    public static final int MANAGEMENT_PORT = 9001;

    private static final String EVERY_ADDRESS = "0.0.0.0";

    @Option(
            names = "--api-host",
            paramLabel = "ADDRESS",
            description =
                    "Address of the API. Default: 127.0.0.1, this machine alone. 0.0.0.0 opens it to others, who may"
                            + " then add and remove torrents within FOLDER.")
    String host = "127.0.0.1";

    @Option(
            names = "--management-host",
            paramLabel = "ADDRESS",
            description = "Address of health and metrics. Default: 0.0.0.0, every address.")
    String managementHost = EVERY_ADDRESS;

    @Option(
            names = "--api-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            description =
                    "TCP port of the API; 0 takes any free one. Default: 8080, or a free one when that is taken.")
    @Nullable Integer apiPort;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            description =
                    "TCP port of health and metrics; 0 takes any free one. Default: 9001, or a free one when that is"
                            + " taken.")
    @Nullable Integer managementPort;

    public String host() {
        return host;
    }

    public String managementHost() {
        return managementHost;
    }

    /// True when the API listens on whatever addresses the machine has.
    public boolean isEveryAddress() {
        return host.equals(EVERY_ADDRESS) || host.equals("::");
    }

    public OptionalInt apiPort() {
        return optional(apiPort);
    }

    public OptionalInt managementPort() {
        return optional(managementPort);
    }

    private static OptionalInt optional(@Nullable Integer port) {
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }
}
