package io.seedpod.model.tracker;

import io.seedpod.model.id.PeerEndpoint;
import java.util.List;
import java.util.Optional;

/// A tracker's answer to an announce.
///
/// @param intervalSeconds when to announce again
/// @param minIntervalSeconds never announce more often than this; 0 = not said
/// @param seeders peers that have all
/// @param leechers peers that do not
/// @param warning text for the user, the announce counted nevertheless
/// @param externalAddress where the tracker sees the one who asked (BEP 24); the port means nothing
public record AnnounceResponse(
        int intervalSeconds,
        int minIntervalSeconds,
        int seeders,
        int leechers,
        List<PeerEndpoint> peers,
        Optional<String> warning,
        Optional<PeerEndpoint> externalAddress) {
    public AnnounceResponse {
        peers = List.copyOf(peers);
    }

    /// Of a tracker that does not say where it sees us, as over UDP.
    public AnnounceResponse(
            int intervalSeconds,
            int minIntervalSeconds,
            int seeders,
            int leechers,
            List<PeerEndpoint> peers,
            Optional<String> warning) {
        this(
                intervalSeconds,
                minIntervalSeconds,
                seeders,
                leechers,
                peers,
                warning,
                Optional.empty());
    }
}
