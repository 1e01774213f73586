package io.seedpod.tracker.core;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.tracker.policy.Refusal;
import io.seedpod.tracker.swarm.HandOut;
import java.util.List;

/// Told of each announce after its reply is on its way, so that it delays nobody. Called by several
/// threads; it neither blocks nor keeps what it is shown.
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
                        Refusal why) {}
            };

    /// One that tells all of these, in order.
    static TrackerObserver all(List<TrackerObserver> observers) {
        return switch (observers.size()) {
            case 0 -> NONE;
            case 1 -> observers.getFirst();
            default -> new ObserverRow(observers);
        };
    }

    void accepted(
            AnnounceRequest request, PeerEndpoint asker, Transport transport, HandOut handOut);

    void refused(AnnounceRequest request, PeerEndpoint asker, Transport transport, Refusal why);
}
