package io.seedpod.tracker.policy;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceRequest;

/// Decides whether an announce is let in, and what a scrape is told. Asked once for each announce,
/// before the swarm is touched, by several threads; it neither blocks nor keeps what it is shown.
@FunctionalInterface
public interface Policy {
    /// Lets everybody in.
    Policy OPEN = (_, _) -> Verdict.ALLOWED;

    Verdict verdict(AnnounceRequest request, PeerEndpoint asker);

    /// Whether a scrape is answered.
    ///
    /// @param token what it says, possibly nothing
    default Verdict scrapeVerdict(String token) {
        return Verdict.ALLOWED;
    }

    /// Whether a scrape is told of this torrent; if not, it is answered as if nobody knew it.
    default boolean tellsOf(InfoHash infoHash) {
        return true;
    }
}
