package io.seedpod.tracker.core;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.tracker.policy.Refusal;
import io.seedpod.tracker.swarm.HandOut;
import java.util.List;

/// Several observers, told one after the other.
final class ObserverRow implements TrackerObserver {
    private final TrackerObserver[] observers;

    ObserverRow(List<TrackerObserver> observers) {
        this.observers = observers.toArray(TrackerObserver[]::new);
    }

    @Override
    public void accepted(
            AnnounceRequest request, PeerEndpoint asker, Transport transport, HandOut handOut) {
        for (var observer : observers) {
            observer.accepted(request, asker, transport, handOut);
        }
    }

    @Override
    public void refused(
            AnnounceRequest request, PeerEndpoint asker, Transport transport, Refusal why) {
        for (var observer : observers) {
            observer.refused(request, asker, transport, why);
        }
    }
}
