package io.seedpod.peer.engine.talk;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.metainfo.InfoDict;
import java.util.List;
import java.util.Optional;

/// What a torrent is born with.
///
/// @param info absent for a magnet link or a name: the metadata then comes from peers (BEP 9)
/// @param ownTrackers our trackers: every one is announced to
/// @param announceTiers trackers of a foreign torrent, in BEP 12's order: one that answers is
///     enough
/// @param listenPort told to peers in the extension handshake; 0 when we do not listen
/// @param clientName told to peers as `v`
/// @param webSeeds addresses that serve the content over HTTP (BEP 19), asked when nothing else
///     helps
public record TorrentSetup(
        InfoHash infoHash,
        PeerId peerId,
        Optional<InfoDict> info,
        List<String> ownTrackers,
        List<List<String>> announceTiers,
        int listenPort,
        String clientName,
        TorrentOptions options,
        List<String> webSeeds) {

    public TorrentSetup {
        ownTrackers = List.copyOf(ownTrackers);
        announceTiers = announceTiers.stream().map(List::copyOf).toList();
        webSeeds = List.copyOf(webSeeds);
    }
}
