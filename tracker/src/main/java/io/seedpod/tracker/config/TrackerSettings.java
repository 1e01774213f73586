package io.seedpod.tracker.config;

import io.seedpod.tracker.policy.Heartbeats;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The settings of a tracker, checked.
///
/// @param host address to listen on, empty = all
/// @param port 0 = any free one
/// @param managementHost empty = all
public record TrackerSettings(
        String host,
        int port,
        UdpPortKind udpPortKind,
        Path data,
        String managementHost,
        int managementPort,
        Optional<String> publishToken,
        int intervalSeconds,
        int stockIntervalSeconds,
        int minIntervalSeconds,
        int maxPeers,
        int maxSwarms,
        int maxNames,
        int maxTorrentBytes) {
    private static final int MOST = 100_000_000;
    private static final int LEAST_TORRENT = 1 << 10;
    private static final int LARGEST_TORRENT = 32 << 20;

    public static TrackerSettings read(SettingReader reader) throws StartFailure {
        String host = reader.address(Setting.HOST, "");
        return new TrackerSettings(
                host,
                reader.port(Setting.PORT),
                reader.choice(Setting.UDP_PORT_KIND, UdpPortKind.class),
                reader.folder(
                        Setting.DATA,
                        defaultData(System.getenv(), System.getProperty("user.home", "."))),
                reader.address(Setting.MANAGEMENT_HOST, host),
                reader.port(Setting.MANAGEMENT_PORT),
                reader.optionalText(Setting.PUBLISH_TOKEN),
                reader.seconds(Setting.INTERVAL, 1, Heartbeats.MAX_SECONDS),
                reader.seconds(Setting.STOCK_INTERVAL, 1, Heartbeats.MAX_SECONDS),
                reader.seconds(Setting.MIN_INTERVAL, 1, Heartbeats.MAX_SECONDS),
                reader.count(Setting.MAX_PEERS, 1, MOST),
                reader.count(Setting.MAX_SWARMS, 1, MOST),
                reader.count(Setting.MAX_NAMES, 1, MOST),
                (int) reader.bytes(Setting.MAX_TORRENT_SIZE, LEAST_TORRENT, LARGEST_TORRENT));
    }

    /// `XDG_STATE_HOME`, else `~/.local/state`, and in it `seedpod/tracker`.
    ///
    /// @param userHome where the system says the user is at home; `HOME` goes before it
    static Path defaultData(Map<String, String> environment, String userHome) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        String said = environment.getOrDefault("HOME", "");
        Path base =
                state.isEmpty()
                        ? Path.of(said.isEmpty() ? userHome : said, ".local", "state")
                        : Path.of(state);
        return base.resolve("seedpod").resolve("tracker");
    }

    /// The same, with the ports that were found for 0.
    public TrackerSettings withPorts(int found, int managementFound) {
        return new TrackerSettings(
                host,
                found,
                udpPortKind,
                data,
                managementHost,
                managementFound,
                publishToken,
                intervalSeconds,
                stockIntervalSeconds,
                minIntervalSeconds,
                maxPeers,
                maxSwarms,
                maxNames,
                maxTorrentBytes);
    }
}
