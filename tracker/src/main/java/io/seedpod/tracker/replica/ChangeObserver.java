package io.seedpod.tracker.replica;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.tracker.core.TrackerObserver;
import io.seedpod.tracker.core.Transport;
import io.seedpod.tracker.policy.Heartbeats;
import io.seedpod.tracker.policy.Refusal;
import io.seedpod.tracker.replica.PeerChange.Announced;
import io.seedpod.tracker.replica.PeerChange.Place;
import io.seedpod.tracker.replica.PeerChange.Stopped;
import io.seedpod.tracker.swarm.HandOut;

/// Takes down what peers do here, for the siblings. For several threads.
final class ChangeObserver implements TrackerObserver {
    private final PendingChanges pending;
    private final Heartbeats heartbeats;
    private final boolean isLoopbackShared;

    /// @param isLoopbackShared whether the siblings are on this machine: elsewhere, loopback is
    ///     somebody else
    ChangeObserver(PendingChanges pending, Heartbeats heartbeats, boolean isLoopbackShared) {
        this.pending = pending;
        this.heartbeats = heartbeats;
        this.isLoopbackShared = isLoopbackShared;
    }

    @Override
    public void accepted(
            AnnounceRequest request, PeerEndpoint asker, Transport transport, HandOut handOut) {
        if (asker.isLoopback() && !isLoopbackShared) {
            return;
        }
        var place = new Place(request.infoHash(), asker);
        int interval =
                request.peerId().isOurs() ? heartbeats.ourSeconds() : heartbeats.stockSeconds();
        int lifetime = Heartbeats.lifetimeSeconds(interval);
        if (request.event() == AnnounceEvent.STOPPED) {
            pending.add(new Stopped(place, lifetime));
        } else if (handOut.remembered()) {
            var extras = request.extras();
            pending.add(
                    new Announced(
                            place,
                            request.peerId(),
                            request.left(),
                            extras.labels(),
                            extras.draining(),
                            lifetime));
        }
    }

    @Override
    public void refused(
            AnnounceRequest request, PeerEndpoint asker, Transport transport, Refusal why) {
        // Nobody came.
    }
}
