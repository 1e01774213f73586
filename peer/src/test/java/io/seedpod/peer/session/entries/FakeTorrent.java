package io.seedpod.peer.session.entries;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.engine.talk.Order;
import io.seedpod.peer.engine.talk.TorrentSnapshot;
import io.seedpod.peer.engine.talk.TorrentSnapshot.Progress;
import io.seedpod.peer.engine.talk.TorrentSnapshot.Traffic;
import io.seedpod.peer.runtime.torrent.RunningTorrent;
import io.seedpod.peer.runtime.torrent.TorrentNews;
import io.seedpod.peer.runtime.torrent.TorrentPlan;
import io.seedpod.peer.session.catalogue.OurTrackers;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// A torrent that does what the test says.
public final class FakeTorrent implements RunningTorrent {
    public final TorrentPlan plan;
    public final UnicastProcessor<TorrentNews> news = UnicastProcessor.create();
    public final CompletableFuture<Void> completed = new CompletableFuture<>();
    public final List<Order> orders = new CopyOnWriteArrayList<>();
    public volatile Doing now;
    public volatile boolean stopped;
    public volatile long checkedLength;

    /// Where it is announced now.
    public volatile OurTrackers.Announced announced;

    /// Peers it was told of after its plan.
    public final List<PeerEndpoint> added = new CopyOnWriteArrayList<>();

    /// When leaving is done.
    public volatile CompletableFuture<Void> leaving = CompletableFuture.completedFuture(null);

    /// When it has heard what was ordered.
    public volatile CompletableFuture<Void> heard = CompletableFuture.completedFuture(null);

    /// What it says it is doing, in the engine's words.
    public enum Doing {
        METADATA(io.seedpod.peer.engine.talk.TorrentState.FETCHING_METADATA),
        CHECKING(io.seedpod.peer.engine.talk.TorrentState.CHECKING),
        DOWNLOADING(io.seedpod.peer.engine.talk.TorrentState.DOWNLOADING),
        SEEDING(io.seedpod.peer.engine.talk.TorrentState.SEEDING),
        STOPPED(io.seedpod.peer.engine.talk.TorrentState.STOPPED);

        private final io.seedpod.peer.engine.talk.TorrentState state;

        Doing(io.seedpod.peer.engine.talk.TorrentState state) {
            this.state = state;
        }
    }

    public FakeTorrent(TorrentPlan plan) {
        this.plan = plan;
        announced = new OurTrackers.Announced(plan.ownTrackers(), plan.announceTiers());
        now = plan.info().isPresent() ? Doing.DOWNLOADING : Doing.METADATA;
    }

    @Override
    public InfoHash infoHash() {
        return plan.infoHash();
    }

    @Override
    public Optional<InfoDict> info() {
        return plan.info();
    }

    @Override
    public TorrentSnapshot snapshot() {
        var length = plan.info().map(info -> info.layout().totalLength()).orElse(0L);
        var verified = now == Doing.SEEDING ? length : 0;
        return new TorrentSnapshot(
                plan.infoHash(),
                plan.info().map(InfoDict::name),
                now.state,
                new Progress(length, verified, length - verified, 1, verified == 0 ? 0 : 1, 0, 0),
                new Traffic(7, 5, 3, 2, 1),
                List.of(),
                List.of(),
                0,
                Map.of(),
                Map.of(),
                TorrentSnapshot.Watch.CALM,
                List.of(),
                Optional.empty());
    }

    @Override
    public CheckProgress checkProgress() {
        return new CheckProgress(checkedLength, 100);
    }

    @Override
    public Multi<TorrentNews> news() {
        return news;
    }

    @Override
    public Uni<Void> completed() {
        return Uni.createFrom().completionStage(completed);
    }

    @Override
    public void addPeers(List<PeerEndpoint> peers) {
        added.addAll(peers);
    }

    @Override
    public void useTrackers(List<String> ownTrackers, List<List<String>> announceTiers) {
        announced = new OurTrackers.Announced(ownTrackers, announceTiers);
    }

    @Override
    public void order(Order order) {
        orders.add(order);
    }

    @Override
    public Uni<TorrentSnapshot> look() {
        return Uni.createFrom().completionStage(() -> heard).map(_ -> snapshot());
    }

    @Override
    public Uni<Optional<Bitfield>> verified() {
        throw new AssertionError("nobody looks at pieces here");
    }

    @Override
    public Uni<Boolean> peerHas(int connection, int pieceIndex) {
        throw new AssertionError("nobody is connected here");
    }

    @Override
    public Uni<AnnounceResponse> announce(String trackerUrl, AnnounceEvent event, int numWant) {
        throw new AssertionError("nobody announces by hand here");
    }

    @Override
    public Uni<Integer> drain(Duration within) {
        return stop().replaceWith(0);
    }

    @Override
    public Uni<Void> stop() {
        stopped = true;
        now = Doing.STOPPED;
        return Uni.createFrom().completionStage(leaving);
    }
}
