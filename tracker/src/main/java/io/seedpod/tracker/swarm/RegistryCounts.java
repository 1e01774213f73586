package io.seedpod.tracker.swarm;

/// How full a registry is.
///
/// @param turnedAway newcomers answered but not remembered since the start, because the registry
///     was full
public record RegistryCounts(int swarms, int seeders, int leechers, long turnedAway) {
    public int peers() {
        return seeders + leechers;
    }
}
