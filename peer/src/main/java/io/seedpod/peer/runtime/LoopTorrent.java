package io.seedpod.peer.runtime;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.engine.talk.Order;
import io.seedpod.peer.engine.talk.PeerSource;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentSnapshot;
import io.seedpod.peer.engine.talk.TorrentState;
import io.seedpod.peer.runtime.torrent.News;
import io.seedpod.peer.runtime.torrent.RunningTorrent;
import io.seedpod.peer.runtime.torrent.TorrentNews;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
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
    public void order(Order order) {
        loop.post(new TorrentEvent.Ordered(order));
    }

    @Override
    public Uni<TorrentSnapshot> look() {
        return loop.ask(loop::look);
    }

    @Override
    public Uni<Optional<Bitfield>> verified() {
        return loop.ask(() -> effects.content().verified());
    }

    @Override
    public Uni<Boolean> peerHas(int connection, int pieceIndex) {
        return loop.ask(() -> loop.peerHas(connection, pieceIndex));
    }

    @Override
    public Uni<AnnounceResponse> announce(String trackerUrl, AnnounceEvent event, int numWant) {
        // Of now: half a second ago a piece may have been missing that was asked for since.
        return look().flatMap(now -> announce(now, trackerUrl, event, numWant));
    }

    private Uni<AnnounceResponse> announce(
            TorrentSnapshot now, String trackerUrl, AnnounceEvent event, int numWant) {
        var progress = now.progress();
        boolean partial = progress.lackingLength() == 0 && progress.left() > 0;
        var announce =
                new TorrentEffect.Announce(
                        trackerUrl,
                        partial && event == AnnounceEvent.NONE ? AnnounceEvent.PAUSED : event,
                        numWant,
                        now.traffic().uploaded(),
                        now.traffic().downloaded(),
                        now.progress().left(),
                        now.state() == TorrentState.DRAINING);
        return effects.announced(announce)
                .invoke(
                        response -> {
                            if (event != AnnounceEvent.STOPPED) {
                                loop.post(
                                        new TorrentEvent.AnnounceSucceeded(
                                                trackerUrl, event, response));
                            }
                        });
    }

    @Override
    public Uni<Integer> drain(Duration within) {
        loop.post(new TorrentEvent.DrainRequested(within.toNanos()));
        return told.whenStopped().map(_ -> snapshot().progress().onlyOurs());
    }

    @Override
    public Uni<Void> stop() {
        loop.post(new TorrentEvent.StopRequested());
        return told.whenStopped();
    }
}
