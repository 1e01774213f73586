package io.seedpod.tracker.swarm;

/// How full a registry is.
///
/// @param seeders complete peers, without those that are draining
/// @param drainingSeeders complete peers that are about to leave
/// @param turnedAway newcomers answered but not remembered since the start, because the registry
///     was full
public record RegistryCounts(
        int swarms, int seeders, int drainingSeeders, int leechers, long turnedAway) {
    public int peers() {
        return seeders + drainingSeeders + leechers;
    }
}
