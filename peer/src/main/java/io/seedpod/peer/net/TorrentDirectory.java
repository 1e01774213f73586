package io.seedpod.peer.net;

import io.seedpod.model.id.InfoHash;
import org.jspecify.annotations.Nullable;

/// Finds the torrent that an incoming handshake names. Called on any loop.
public interface TorrentDirectory {
    /// Null if we do not run it; the connection is then closed.
    @Nullable ServedTorrent find(InfoHash infoHash);
}
