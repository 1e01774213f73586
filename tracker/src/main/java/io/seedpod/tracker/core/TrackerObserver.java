package io.seedpod.tracker.core;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.tracker.swarm.HandOut;

/// Told of each announce after its reply is on its way, so that it delays nobody. Called by several
/// threads.
public interface TrackerObserver {
    /// Looks away.
    TrackerObserver NONE =
            new TrackerObserver() {
                @Override
                public void accepted(
                        AnnounceRequest request,
                        PeerEndpoint asker,
                        Transport transport,
                        HandOut handOut) {}

                @Override
                public void refused(
                        AnnounceRequest request,
                        PeerEndpoint asker,
                        Transport transport,
                        String reason) {}
            };

    void accepted(
            AnnounceRequest request, PeerEndpoint asker, Transport transport, HandOut handOut);

    void refused(AnnounceRequest request, PeerEndpoint asker, Transport transport, String reason);
}
