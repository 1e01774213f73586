package io.seedpod.peer.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.seedpod.peer.session.status.TorrentStatus;
import java.util.List;

/// Every torrent of the daemon: `GET /api/v1/torrents`.
@RegisterForReflection
public record TorrentList(List<TorrentStatus> torrents) {
    public TorrentList {
        torrents = List.copyOf(torrents);
    }
}
