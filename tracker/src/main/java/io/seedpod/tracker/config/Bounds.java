package io.seedpod.tracker.config;

/// How much the tracker remembers of swarms.
public record Bounds(int maxPeers, int maxSwarms) {
    public static final Setting MAX_PEERS =
            Setting.of(
                    "max-peers",
                    "COUNT",
                    "1000000",
                    "Most peers in all swarms; further ones are answered, not kept.");
    public static final Setting MAX_SWARMS =
            Setting.of(
                    "max-swarms",
                    "COUNT",
                    "100000",
                    "Most swarms; peers of further ones are answered, not kept.");

    static final Area AREA = Area.of("Swarms", MAX_PEERS, MAX_SWARMS);

    static Bounds read(SettingReader reader) throws StartFailure {
        return new Bounds(
                reader.count(MAX_PEERS, 1, SettingReader.MOST),
                reader.count(MAX_SWARMS, 1, SettingReader.MOST));
    }
}
