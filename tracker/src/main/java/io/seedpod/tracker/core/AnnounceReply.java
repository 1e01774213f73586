package io.seedpod.tracker.core;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.swarm.HandOut;

/// Where a frontend takes the answer to an announce: exactly one of the two is called, before
/// `Tracker.announce` returns, and the hand-out is only lent.
public interface AnnounceReply {
    /// @param asker the peer as others will be told of it
    void accepted(PeerEndpoint asker, int intervalSeconds, int minIntervalSeconds, HandOut handOut);

    /// @param reason fit for a stranger
    void refused(String reason);
}
