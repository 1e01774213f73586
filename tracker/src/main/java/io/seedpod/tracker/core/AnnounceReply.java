package io.seedpod.tracker.core;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.swarm.HandOut;
import java.util.Optional;

/// Where a frontend takes the answer to an announce: exactly one of `accepted` and `refused` is
/// called, before `Tracker.announce` returns, and the hand-out is only lent.
public interface AnnounceReply {
    /// @param asker the peer as others will be told of it
    void accepted(PeerEndpoint asker, int intervalSeconds, int minIntervalSeconds, HandOut handOut);

    /// @param reason fit for a stranger
    void refused(String reason);

    /// The address of ours at which the asker's packet arrived; its port says nothing. Asked for
    /// only where a peer is known by a loopback address. Empty = not known: then nobody elsewhere
    /// is told of such peers.
    default Optional<PeerEndpoint> arrivedAt() {
        return Optional.empty();
    }
}
