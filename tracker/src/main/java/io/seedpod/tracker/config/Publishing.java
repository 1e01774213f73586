package io.seedpod.tracker.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The catalogue: where it is kept, who may change it, how large it may grow.
///
/// @param data the folder of everything that is kept, absolute
/// @param publishToken wanted of those who change the catalogue
public record Publishing(
        Path data, Optional<String> publishToken, int maxNames, int maxTorrentBytes) {
    public static final Setting DATA =
            Setting.unset(
                    "data",
                    "FOLDER",
                    "Where names, torrents and the key are kept.",
                    "~/.local/state/seedpod/tracker");
    public static final Setting PUBLISH_TOKEN =
            Setting.secret(
                    "publish-token",
                    "TOKEN",
                    "Wanted of those who publish or delete names.",
                    "wanted of nobody");
    public static final Setting PUBLISH_TOKEN_FILE =
            Setting.unset(
                    "publish-token-file", "FILE", "The same, as the first line of a file.", "none");
    public static final Setting MAX_NAMES =
            Setting.of("max-names", "COUNT", "100000", "Most names in the catalogue.");
    public static final Setting MAX_TORRENT_SIZE =
            Setting.of(
                    "max-torrent-size", "SIZE", "32MiB", "Largest .torrent that can be published.");

    static final Area AREA =
            Area.of("Names", DATA, PUBLISH_TOKEN, PUBLISH_TOKEN_FILE, MAX_NAMES, MAX_TORRENT_SIZE);

    private static final int LEAST_TORRENT = 1 << 10;
    private static final int LARGEST_TORRENT = 32 << 20;

    static Publishing read(SettingReader reader) throws StartFailure {
        return new Publishing(
                reader.folder(
                        DATA, defaultData(System.getenv(), System.getProperty("user.home", "."))),
                reader.secret(PUBLISH_TOKEN, PUBLISH_TOKEN_FILE),
                reader.count(MAX_NAMES, 1, SettingReader.MOST),
                (int) reader.bytes(MAX_TORRENT_SIZE, LEAST_TORRENT, LARGEST_TORRENT));
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
}
