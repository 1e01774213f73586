package io.seedpod.tracker.swarm.memory;

import io.seedpod.model.id.PeerEndpoint;

/// How many places one address may take while places are scarce. Safe for threads.
public interface PlaceQuota {
    /// As many as there are.
    PlaceQuota NONE =
            new PlaceQuota() {
                @Override
                public boolean mayTake(PeerEndpoint peer, long nowSeconds) {
                    return true;
                }

                @Override
                public void took(PeerEndpoint peer, long nowSeconds) {}
            };

    /// Whether the peer's address may have one more. Asked only while places are scarce.
    boolean mayTake(PeerEndpoint peer, long nowSeconds);

    /// The peer has been given a place. Told whether or not they are scarce.
    void took(PeerEndpoint peer, long nowSeconds);
}
