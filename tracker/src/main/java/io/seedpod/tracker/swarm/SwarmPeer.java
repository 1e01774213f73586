package io.seedpod.tracker.swarm;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.Labels;
import java.util.Optional;

/// One member of a swarm, for people to look at.
///
/// @param heldBack whether it is handed out last; so are those that are draining
/// @param handOuts how often it was handed out; a newcomer counts as handed out as often as the
///     least of its class
/// @param details what the peer said at its last announce; empty where the registry no longer keeps
///     it
public record SwarmPeer(
        PeerEndpoint endpoint,
        boolean seeder,
        Labels labels,
        boolean heldBack,
        boolean draining,
        long handOuts,
        Optional<Details> details) {
    /// @param left bytes still missing
    /// @param announcedSecondsAgo since its last announce
    /// @param knownSeconds since it came, or became what it is of seeder and leecher
    public record Details(
            PeerId peerId,
            long left,
            long uploaded,
            long downloaded,
            int announcedSecondsAgo,
            long knownSeconds) {}
}
