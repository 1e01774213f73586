package io.seedpod.tracker.swarm;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import java.util.Optional;

/// One member of a swarm, for people to look at.
///
/// @param details what the peer said at its last announce; empty where the registry no longer keeps
///     it
public record SwarmPeer(PeerEndpoint endpoint, boolean seeder, Optional<Details> details) {
    /// @param left bytes still missing
    /// @param announcedSecondsAgo since its last announce
    public record Details(
            PeerId peerId, long left, long uploaded, long downloaded, int announcedSecondsAgo) {}
}
