package io.seedpod.tracker.swarm;

/// The figures of one swarm.
///
/// @param seeders complete peers, without those that are draining
/// @param leechers all others that are not complete
/// @param completed peers that said they completed
/// @param handOuts peers named in replies, each time counted
public record SwarmCounts(int seeders, int leechers, int completed, long handOuts) {
    public static final SwarmCounts NONE = new SwarmCounts(0, 0, 0, 0);
}
