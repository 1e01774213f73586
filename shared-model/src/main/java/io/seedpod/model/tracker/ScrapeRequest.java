package io.seedpod.model.tracker;

import io.seedpod.model.id.InfoHash;
import java.util.List;

/// Asks a tracker for the counts of some swarms (BEP 15, 48).
public record ScrapeRequest(List<InfoHash> infoHashes) {
    /// As many as fit one UDP datagram.
    public static final int MAX_INFO_HASHES = 74;

    public ScrapeRequest {
        infoHashes = List.copyOf(infoHashes);
    }
}
