package io.seedpod.tracker.config;

/// Where the tracker listens.
///
/// @param host address to listen on, empty = all
/// @param port 0 = any free one
/// @param managementHost empty = all
/// @param managementPort 0 = any free one
public record Listening(
        String host, int port, UdpPortKind udpPortKind, String managementHost, int managementPort) {
    public static final Setting HOST =
            Setting.unset(
                    "host",
                    "ADDRESS",
                    "Address to listen on, UDP and TCP.",
                    "all addresses of this machine");
    public static final Setting PORT =
            Setting.of(
                    "port",
                    "PORT",
                    "6969",
                    "UDP port and TCP port: announce, scrape, catalogue. 0 = any free one.");
    public static final Setting UDP_PORT_KIND =
            Setting.of(
                    "udp-port-kind",
                    "KIND",
                    "auto",
                    "How UDP packets are received: batched (many in a system call, on Linux), nio"
                            + " (one by one, anywhere), or auto: batched where that can be had.");
    public static final Setting MANAGEMENT_HOST =
            Setting.unset(
                    "management-host",
                    "ADDRESS",
                    "Address for probes and metrics.",
                    "that of --host");
    public static final Setting MANAGEMENT_PORT =
            Setting.of(
                    "management-port",
                    "PORT",
                    "9000",
                    "TCP port for probes and metrics. 0 = any free one.");

    static final Area AREA =
            Area.of("Listening", HOST, PORT, UDP_PORT_KIND, MANAGEMENT_HOST, MANAGEMENT_PORT);

    static Listening read(SettingReader reader) throws StartFailure {
        String host = reader.address(HOST, "");
        return new Listening(
                host,
                reader.port(PORT),
                reader.choice(UDP_PORT_KIND, UdpPortKind.class),
                reader.address(MANAGEMENT_HOST, host),
                reader.port(MANAGEMENT_PORT));
    }

    /// The same, with the ports that were found for 0.
    Listening withPorts(int found, int managementFound) {
        return new Listening(host, found, udpPortKind, managementHost, managementFound);
    }
}
