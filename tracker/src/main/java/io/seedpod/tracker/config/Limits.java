package io.seedpod.tracker.config;

import io.seedpod.model.id.AddressRange;
import java.util.List;

/// How much one address may ask for, and how long it may take.
///
/// @param requestsPerAddress a second, 0 = as many as it likes
/// @param requestBurst how many may come at once
/// @param unlimited who is not held back by requests, connections or places of an address
public record Limits(
        int requestsPerAddress,
        int requestBurst,
        List<AddressRange> unlimited,
        int maxConnections,
        int connectionsPerAddress,
        int headerTimeoutSeconds,
        int idleTimeoutSeconds) {
    public static final Setting REQUESTS_PER_ADDRESS =
            Setting.of(
                    "requests-per-address",
                    "COUNT",
                    "5000",
                    "Most HTTP requests and proven UDP requests a second from an address, which is"
                            + " a /64 of IPv6. 0 = as many as it likes.");
    public static final Setting REQUEST_BURST =
            Setting.of(
                    "request-burst",
                    "COUNT",
                    "20000",
                    "How many of these may come at once after a pause.");
    public static final Setting UNLIMITED =
            Setting.of(
                    "unlimited-addresses",
                    "CIDR,…",
                    "127.0.0.0/8,::1",
                    "Addresses that no limit of one address holds back, or none.");
    public static final Setting MAX_CONNECTIONS =
            Setting.of("max-connections", "COUNT", "10000", "Most TCP connections to --port.");
    public static final Setting CONNECTIONS_PER_ADDRESS =
            Setting.of(
                    "connections-per-address",
                    "COUNT",
                    "1000",
                    "Most of these from an address, which is a /64 of IPv6.");
    public static final Setting HEADER_TIMEOUT =
            Setting.of(
                    "header-timeout",
                    "TIME",
                    "10s",
                    "How long an HTTP request may take to arrive up to the end of its header.");
    public static final Setting IDLE_TIMEOUT =
            Setting.of(
                    "idle-timeout",
                    "TIME",
                    "30s",
                    "How long nothing may pass over a TCP connection before it is closed.");

    static final Area AREA =
            Area.of(
                    "Limits",
                    REQUESTS_PER_ADDRESS,
                    REQUEST_BURST,
                    UNLIMITED,
                    MAX_CONNECTIONS,
                    CONNECTIONS_PER_ADDRESS,
                    HEADER_TIMEOUT,
                    IDLE_TIMEOUT);

    private static final int MOST_REQUESTS = 900_000;
    private static final int HOUR_SECONDS = 3_600;

    static Limits read(SettingReader reader) throws StartFailure {
        return new Limits(
                reader.count(REQUESTS_PER_ADDRESS, 0, MOST_REQUESTS),
                reader.count(REQUEST_BURST, 1, SettingReader.MOST),
                reader.ranges(UNLIMITED),
                reader.count(MAX_CONNECTIONS, 1, SettingReader.MOST),
                reader.count(CONNECTIONS_PER_ADDRESS, 1, SettingReader.MOST),
                reader.seconds(HEADER_TIMEOUT, 1, HOUR_SECONDS),
                reader.seconds(IDLE_TIMEOUT, 1, HOUR_SECONDS));
    }
}
