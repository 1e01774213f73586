package io.seedpod.tracker.policy;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceRequest;

/// Decides whether an announce is let in. Asked once for each announce, before the swarm is
/// touched, by several threads; it neither blocks nor keeps what it is shown.
@FunctionalInterface
public interface Policy {
    /// Lets everybody in.
    Policy OPEN = (_, _) -> Verdict.ALLOWED;

    Verdict verdict(AnnounceRequest request, PeerEndpoint asker);
}
