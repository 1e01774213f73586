package io.seedpod.tracker.config;

/// How much the tracker remembers of swarms.
///
/// @param placesPerAddress how many an address is given when places are scarce
public record Bounds(int maxPeers, int maxSwarms, int placesPerAddress) {
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

    public static final Setting PLACES_PER_ADDRESS =
            Setting.unset(
                    "places-per-address",
                    "COUNT",
                    "When three quarters of the above are taken, an address (a /64 of IPv6) that"
                            + " took this many lately is answered, and given no more.",
                    "a twentieth of --max-peers");

    static final Area AREA = Area.of("Swarms", MAX_PEERS, MAX_SWARMS, PLACES_PER_ADDRESS);

    private static final int SHARE = 20;

    static Bounds read(SettingReader reader) throws StartFailure {
        int peers = reader.count(MAX_PEERS, 1, SettingReader.MOST);
        return new Bounds(
                peers,
                reader.count(MAX_SWARMS, 1, SettingReader.MOST),
                reader.count(
                        PLACES_PER_ADDRESS, 1, SettingReader.MOST, Math.max(1, peers / SHARE)));
    }
}
