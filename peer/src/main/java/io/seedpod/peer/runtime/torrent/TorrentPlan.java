package io.seedpod.peer.runtime.torrent;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.PieceLayers;
import io.seedpod.peer.engine.talk.TorrentOptions;
import io.seedpod.peer.runtime.content.StoragePlan;
import java.util.List;
import java.util.Optional;

/// What a torrent is started with.
///
/// @param info absent for a magnet link or a name: the metadata then comes from peers
/// @param ownTrackers our trackers: every one is announced to
/// @param announceTiers trackers of a foreign torrent, in BEP 12's order
/// @param firstPeers peers the user or a magnet link named
/// @param storage called when the metadata is known
/// @param layers of a hybrid, the sums of its pieces, if they are known
/// @param webSeeds addresses that serve the content over HTTP (BEP 19)
public record TorrentPlan(
        InfoHash infoHash,
        Optional<InfoDict> info,
        List<String> ownTrackers,
        List<List<String>> announceTiers,
        List<PeerEndpoint> firstPeers,
        StoragePlan storage,
        TorrentOptions options,
        Optional<PieceLayers> layers,
        List<String> webSeeds) {

    public TorrentPlan {
        ownTrackers = List.copyOf(ownTrackers);
        announceTiers = announceTiers.stream().map(List::copyOf).toList();
        firstPeers = List.copyOf(firstPeers);
        webSeeds = List.copyOf(webSeeds);
    }

    /// A torrent whose sums of pieces are not known, if it has such.
    public TorrentPlan(
            InfoHash infoHash,
            Optional<InfoDict> info,
            List<String> ownTrackers,
            List<List<String>> announceTiers,
            List<PeerEndpoint> firstPeers,
            StoragePlan storage,
            TorrentOptions options) {
        this(
                infoHash,
                info,
                ownTrackers,
                announceTiers,
                firstPeers,
                storage,
                options,
                Optional.empty(),
                List.of());
    }

    /// The same with the sums of its pieces.
    public TorrentPlan withLayers(Optional<PieceLayers> known) {
        return new TorrentPlan(
                infoHash,
                info,
                ownTrackers,
                announceTiers,
                firstPeers,
                storage,
                options,
                known,
                webSeeds);
    }

    /// The same with these web seeds.
    public TorrentPlan withWebSeeds(List<String> urls) {
        return new TorrentPlan(
                infoHash,
                info,
                ownTrackers,
                announceTiers,
                firstPeers,
                storage,
                options,
                layers,
                urls);
    }
}
