package io.seedpod.model.tracker;

import io.seedpod.model.id.InfoHash;
import java.nio.charset.StandardCharsets;

/// The members' swarm: no torrent, but the list of all peers of ours that a tracker knows. Each
/// daemon announces there, with `left` 0, to each of its trackers.
public final class Members {
    /// SHA-1 of the ASCII text `seedpod members v1`.
    public static final InfoHash INFO_HASH =
            InfoHash.ofInfo("seedpod members v1".getBytes(StandardCharsets.US_ASCII));

    private Members() {}

    public static boolean isMembers(InfoHash infoHash) {
        return INFO_HASH.equals(infoHash);
    }
}
