package io.seedpod.peer.runtime;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.engine.PeerSource;
import io.seedpod.peer.engine.TorrentEvent;
import io.seedpod.peer.engine.TorrentSnapshot;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// A torrent on its loop, as other threads hold it.
record LoopTorrent(InfoHash infoHash, TorrentLoop loop, EffectRunner effects, News told)
        implements RunningTorrent {
    @Override
    public Optional<InfoDict> info() {
        return effects.info();
    }

    @Override
    public TorrentSnapshot snapshot() {
        return loop.snapshot();
    }

    @Override
    public CheckProgress checkProgress() {
        return effects.content().progress();
    }

    @Override
    public Multi<TorrentNews> news() {
        return told.all();
    }

    @Override
    public Uni<Void> completed() {
        return told.whenCompleted();
    }

    @Override
    public void addPeers(List<PeerEndpoint> peers) {
        loop.post(new TorrentEvent.PeersFound(List.copyOf(peers), PeerSource.USER));
    }

    @Override
    public void useTrackers(List<String> ownTrackers, List<List<String>> announceTiers) {
        loop.post(new TorrentEvent.TrackersChanged(ownTrackers, announceTiers));
    }

    @Override
    public Uni<Void> stop() {
        loop.post(new TorrentEvent.StopRequested());
        return told.whenStopped();
    }
}
