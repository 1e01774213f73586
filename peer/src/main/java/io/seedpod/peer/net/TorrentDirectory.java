package io.seedpod.peer.net;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.wire.mse.ObfuscatedHash;
import org.jspecify.annotations.Nullable;

/// Finds the torrent that an incoming connection names. Called on any loop.
public interface TorrentDirectory {
    /// Null if we do not run it; the connection is then closed.
    @Nullable ServedTorrent find(InfoHash infoHash);

    /// The infohash behind what an encrypted connection names; null if we do not run it.
    @Nullable InfoHash reveal(ObfuscatedHash hash);
}
