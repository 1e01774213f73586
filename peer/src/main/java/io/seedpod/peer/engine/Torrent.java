package io.seedpod.peer.engine;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.peer.engine.announcer.AnnounceOrder;
import io.seedpod.peer.engine.announcer.Announcer;
import io.seedpod.peer.engine.connection.CloseReason;
import io.seedpod.peer.engine.files.FileChoice;
import io.seedpod.peer.engine.picker.BlockRun;
import io.seedpod.peer.engine.rate.RateLimits;
import io.seedpod.peer.engine.talk.Order;
import io.seedpod.peer.engine.talk.PeerSource;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentSetup;
import io.seedpod.peer.engine.talk.TorrentSnapshot;
import io.seedpod.peer.engine.talk.TorrentState;
import io.seedpod.peer.engine.watch.WatchStep;
import io.seedpod.peer.engine.watch.Watchdog;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Our side of one swarm, sans-IO; touched only on its home loop.
///
/// ```
/// torrent.on(event, now);
/// while ((effect = torrent.poll()) != null) carryOut(effect);
/// wake at torrent.deadlineNanos() with new Tick()
/// ```
///
/// Drain until null before the next event. The runtime answers effects with events, never from
/// inside the draining. Ask for the deadline after construction, too: a torrent without metadata
/// looks for peers at once; any other waits for `StorageReady`.
public final class Torrent {
    // Torrent is the order of things; the parts do the work. Events reach the part they concern;
    // then, whatever the event was, freed blocks are asked for again and changed slots are told.
    // Dialling and announcing follow every event but the three that come for each block.
    private static final int MAX_NUM_WANT = 50;
    private static final long STOP_NANOS = 2_000_000_000L;

    private final Outbox out = new Outbox();
    private final Content content = new Content();
    private final Announcer announcer;
    private final Swarm swarm;
    private final Verdicts verdicts;
    private final Download download;
    private final Upload upload;
    private final MetadataExchange metadata;
    private final Introductions introductions;
    private final HashExchange hashes;
    private final Conversation conversation;
    private final Watchdog watchdog = new Watchdog();
    private final Report report;
    private final RateLimits ownRates;
    private final Holdings holdings;
    private final Drain drain;
    private final WebSeeding webSeeding;
    private @Nullable String trackerInUse;
    private boolean stopping;
    private boolean stopped;
    private long stopDeadlineNanos;

    public Torrent(TorrentSetup setup, RandomGenerator random, long nowNanos) {
        this.ownRates = setup.options().rates();
        this.content.info = setup.info().orElse(null);
        this.announcer =
                new Announcer(setup.ownTrackers(), setup.announceTiers(), random, nowNanos);
        this.swarm = new Swarm(setup, out, this::leaving, random, nowNanos);
        this.hashes = new HashExchange(content, swarm, out);
        this.verdicts = new Verdicts(content, swarm, out, hashes);
        var claims = new Claims(content, swarm, out);
        this.download = new Download(setup, content, swarm, verdicts, claims, out, nowNanos);
        this.upload = new Upload(setup, content, swarm, claims, out, nowNanos);
        this.metadata = new MetadataExchange(setup, content, swarm, out);
        this.introductions = new Introductions(content, swarm, out);
        this.conversation =
                new Conversation(
                        setup,
                        content,
                        swarm,
                        out,
                        verdicts,
                        download,
                        upload,
                        metadata,
                        introductions,
                        hashes);
        this.holdings =
                new Holdings(
                        setup.options(),
                        content,
                        swarm,
                        verdicts,
                        download,
                        conversation,
                        announcer,
                        out,
                        random);
        this.drain = new Drain(content, swarm);
        this.webSeeding = new WebSeeding(setup, content, swarm, download, out, random, nowNanos);
        swarm.tellOfWebSeeds(webSeeding::guilty);
        this.report =
                new Report(
                        setup,
                        content,
                        swarm,
                        download,
                        upload,
                        announcer,
                        watchdog,
                        drain,
                        webSeeding);
        if (content.info == null) {
            announcer.start();
        }
    }

    /// Takes one event.
    public void on(TorrentEvent event, long nowNanos) {
        if (stopped) {
            return;
        }
        boolean perBlock = false;
        switch (event) {
            case TorrentEvent.BlockReceived received -> {
                download.received(received, nowNanos);
                webSeeding.received(
                        received.connection(),
                        received.pieceIndex(),
                        received.begin(),
                        received.length(),
                        true,
                        nowNanos);
                perBlock = true;
            }
            case TorrentEvent.BlockSent sent -> {
                upload.sent(sent, nowNanos);
                perBlock = true;
            }
            case TorrentEvent.MessageReceived(int connection, PeerMessage message) -> {
                message(connection, message, nowNanos);
                perBlock = message instanceof PeerMessage.Request;
            }
            case TorrentEvent.BlockDiscarded discarded -> {
                download.discarded(discarded, nowNanos);
                webSeeding.received(
                        discarded.connection(),
                        discarded.pieceIndex(),
                        discarded.begin(),
                        discarded.length(),
                        false,
                        nowNanos);
            }
            case TorrentEvent.WebSeedDone done -> webSeeding.done(done, nowNanos);
            case TorrentEvent.WebSeedFailed failed -> webSeeding.failed(failed, nowNanos);
            case TorrentEvent.Tick _ -> {
                swarm.tick(nowNanos);
                download.tick(nowNanos);
                upload.tick(nowNanos);
                introductions.tick(nowNanos);
            }
            case TorrentEvent.StorageReady(Bitfield verified) -> holdings.ready(verified, nowNanos);
            case TorrentEvent.PeersFound(var peers, PeerSource source) ->
                    swarm.found(peers, source, content.isPrivate(), nowNanos);
            case TorrentEvent.PeerConnected connected -> connected(connected, nowNanos);
            case TorrentEvent.PeerClosed(int connection, String _) ->
                    swarm.closed(connection, nowNanos);
            case TorrentEvent.DialPutOff(int connection) -> swarm.putOff(connection, nowNanos);
            case TorrentEvent.PlacesWanted(int count) -> swarm.makeRoom(count, nowNanos);
            case TorrentEvent.PieceVerified verified -> holdings.verified(verified, nowNanos);
            case TorrentEvent.PieceFailed failed -> {
                if (verdicts.failed(failed, nowNanos)) {
                    download.fetchAgain(failed.pieceIndex(), nowNanos);
                }
            }
            case TorrentEvent.HashesRead read -> hashes.read(read, nowNanos);
            case TorrentEvent.PieceNotStored(int pieceIndex) -> verdicts.notStored(pieceIndex);
            case TorrentEvent.StorageFailed(String reason) -> {
                content.trouble = reason;
                download.dropAll(nowNanos);
            }
            case TorrentEvent.AnnounceSucceeded succeeded -> announced(succeeded, nowNanos);
            case TorrentEvent.AnnounceFailed(String url, AnnounceEvent what, String reason) ->
                    announcer.failed(url, what, reason, nowNanos);
            case TorrentEvent.TrackersChanged(var own, var tiers) ->
                    announcer.use(own, tiers, nowNanos);
            case TorrentEvent.BudgetChanged(int openPieces) ->
                    download.budget(openPieces, nowNanos);
            case TorrentEvent.RatesChanged(var allowed) -> {
                var rates = ownRates.and(allowed);
                upload.limit(rates.upBytesPerSecond(), nowNanos);
                download.limit(rates.downBytesPerSecond(), nowNanos);
            }
            case TorrentEvent.Ordered(Order order) -> ordered(order, nowNanos);
            case TorrentEvent.DrainRequested(long withinNanos) -> drain(withinNanos, nowNanos);
            case TorrentEvent.StopRequested _ -> stop(nowNanos);
        }
        if (verdicts.halvesDiffer() && !stopping) {
            stop(nowNanos);
        }
        if (content.draining && !stopping && drain.isOver(nowNanos)) {
            stop(nowNanos);
        }
        settle(perBlock, nowNanos);
    }

    /// The next effect, null when there is none.
    public @Nullable TorrentEffect poll() {
        return out.poll();
    }

    /// When to send the next `Tick`; `Long.MAX_VALUE` = never.
    public long deadlineNanos() {
        if (stopped) {
            return Long.MAX_VALUE;
        }
        if (stopping) {
            return stopDeadlineNanos;
        }
        long deadline = Math.min(swarm.deadlineNanos(), download.deadlineNanos());
        deadline = Math.min(deadline, upload.deadlineNanos());
        deadline = Math.min(deadline, metadata.deadlineNanos());
        deadline = Math.min(deadline, introductions.deadlineNanos());
        deadline = Math.min(deadline, watchdog.deadlineNanos());
        deadline = Math.min(deadline, hashes.deadlineNanos());
        deadline = Math.min(deadline, drain.deadlineNanos());
        deadline = Math.min(deadline, webSeeding.deadlineNanos());
        return Math.min(deadline, announcer.deadlineNanos());
    }

    /// Whether a connected peer has a piece; the index is in [0, pieceCount).
    public boolean peerHas(int connection, int pieceIndex) {
        Link link = swarm.find(connection);
        return link != null && link.has(pieceIndex);
    }

    public TorrentSnapshot snapshot(long nowNanos) {
        return report.draw(state(), nowNanos);
    }

    /// Books that must agree and do not, one line each. Costs a look at everything: for tests.
    public List<String> audit() {
        return new Books(content, swarm, webSeeding).findings();
    }

    private TorrentState state() {
        if (stopping) {
            return stopped ? TorrentState.STOPPED : TorrentState.STOPPING;
        }
        if (content.draining) {
            return TorrentState.DRAINING;
        }
        if (content.trouble != null) {
            return TorrentState.PAUSED;
        }
        if (content.info == null) {
            return TorrentState.FETCHING_METADATA;
        }
        if (content.picker == null) {
            return TorrentState.CHECKING;
        }
        return content.isDone() ? TorrentState.SEEDING : TorrentState.DOWNLOADING;
    }

    private void settle(boolean perBlock, long nowNanos) {
        if (stopping) {
            webSeeding.settle(true, nowNanos);
            orderAnnounces(nowNanos);
            boolean idle = content.picker == null || content.picker.openCount() == 0;
            boolean late = nowNanos >= stopDeadlineNanos;
            if (late || (idle && announcer.isStopped(nowNanos))) {
                stopped = true;
                out.add(new TorrentEffect.Stopped());
            }
            return;
        }
        watch(nowNanos);
        webSeeding.settle(false, nowNanos);
        download.settle(nowNanos);
        upload.settle(nowNanos);
        if (!perBlock) {
            metadata.tick(nowNanos);
            hashes.tick(nowNanos);
            verdicts.tick(nowNanos);
            if (content.picker != null || content.info == null) {
                swarm.dial(content.isDone(), nowNanos);
            } else {
                swarm.dialNobody();
            }
            if (swarm.isLonely()
                    && !swarm.isPutOff(nowNanos)
                    && !content.isDone()
                    && !content.draining) {
                announcer.hurry(nowNanos);
            }
            orderAnnounces(nowNanos);
        }
    }

    /// A download that does not get on is helped, one step after the other.
    private void watch(long nowNanos) {
        boolean fetching = content.info == null || (content.picker != null && download.mayFetch());
        if (!fetching || content.trouble != null || content.isDone()) {
            watchdog.rest();
            return;
        }
        watchdog.look(metadata.receivedParts() + content.downloaded - content.wasted, nowNanos);
        watchdog.lastResort(content.info != null && webSeeding.isKnown());
        WatchStep step = watchdog.poll(nowNanos);
        switch (step) {
            case null -> {}
            case REREQUEST -> download.askAgain(nowNanos);
            case NEW_PEERS -> swarm.freshen(nowNanos);
            case ANNOUNCE -> announcer.fresh(nowNanos);
            case WEB_SEED -> webSeeding.begin(nowNanos);
        }
    }

    private void orderAnnounces(long nowNanos) {
        announcer.partial(content.isDone() && !content.isComplete());
        for (AnnounceOrder order = announcer.poll(nowNanos);
                order != null;
                order = announcer.poll(nowNanos)) {
            out.add(
                    new TorrentEffect.Announce(
                            order.trackerUrl(),
                            order.event(),
                            numWant(order.event()),
                            content.uploaded,
                            content.downloaded,
                            content.left(),
                            content.draining));
        }
    }

    /// A seeder is found by those who want something; it asks for peers only when it is new or
    /// alone.
    private int numWant(AnnounceEvent event) {
        if (watchdog.last() != null && !stopping) {
            return MAX_NUM_WANT;
        }
        boolean regular = event == AnnounceEvent.NONE || event == AnnounceEvent.PAUSED;
        boolean passive = content.isDone() && regular && !swarm.isLonely();
        return stopping || passive ? 0 : Math.min(MAX_NUM_WANT, swarm.wanted(content.isDone()));
    }

    private void announced(TorrentEvent.AnnounceSucceeded event, long nowNanos) {
        var response = event.response();
        announcer.swarmSize(event.trackerUrl(), response.seeders(), response.leechers());
        announcer.succeeded(
                event.trackerUrl(),
                event.event(),
                response.intervalSeconds(),
                response.minIntervalSeconds(),
                nowNanos);
        response.externalAddress().ifPresent(swarm::trackerSeesUsAt);
        if (!stopping) {
            keepToOneTracker(nowNanos);
            swarm.found(response.peers(), PeerSource.TRACKER, content.isPrivate(), nowNanos);
        }
    }

    /// A private torrent's peers are those of the tracker in use: of another, whoever came by the
    /// one before is parted with (BEP 27).
    private void keepToOneTracker(long nowNanos) {
        String now = announcer.inUse().orElse(null);
        if (!content.isPrivate() || now == null) {
            return;
        }
        if (trackerInUse != null && !trackerInUse.equals(now)) {
            swarm.beginAnew(nowNanos);
        }
        trackerInUse = now;
    }

    // Peers.

    private void connected(TorrentEvent.PeerConnected event, long nowNanos) {
        Link link = swarm.connected(event, stopping, nowNanos);
        if (link != null) {
            upload.joined(link);
            hashes.joined(link, event);
            conversation.greet(link, nowNanos);
        }
    }

    private void leaving(Link link, long nowNanos) {
        drain.left(link);
        download.left(link);
        upload.left(link, nowNanos);
        metadata.left(link);
        hashes.left(link);
    }

    private void message(int connection, PeerMessage message, long nowNanos) {
        Link link = swarm.find(connection);
        if (link != null) {
            conversation
                    .received(link, message, nowNanos)
                    .ifPresent(info -> metadataKnown(info, nowNanos));
        }
    }

    private void metadataKnown(InfoDict info, long nowNanos) {
        content.info = info;
        if (info.privateTorrent()) {
            swarm.keepTrackersOnly(nowNanos);
        }
        conversation.introduceAgain(nowNanos);
    }

    // Orders.

    private void ordered(Order order, long nowNanos) {
        switch (order) {
            case Order.Connect(var peer) -> {
                if (!content.isPrivate() && !stopping) {
                    swarm.call(peer, nowNanos);
                }
            }
            case Order.Disconnect(var peer) -> swarm.part(peer, nowNanos);
            case Order.Hold(boolean held) -> download.hold(held, nowNanos);
            case Order.Choose(FileChoice files) -> {
                if (!stopping) {
                    holdings.choose(files, nowNanos);
                }
            }
            case Order.FetchPiece(int connection, int pieceIndex) ->
                    download.ordered(connection, pieceIndex, nowNanos);
        }
    }

    /// Nothing is fetched any more; trackers and peers hear that we are about to leave, and what
    /// only we have is given to those who stay.
    private void drain(long withinNanos, long nowNanos) {
        if (content.draining || stopping) {
            return;
        }
        content.draining = true;
        download.dropAll(nowNanos);
        conversation.introduceAgain(nowNanos);
        announcer.announceNow(nowNanos);
        drain.begin(withinNanos, nowNanos);
    }

    private void stop(long nowNanos) {
        if (!stopping) {
            stopping = true;
            stopDeadlineNanos = nowNanos + STOP_NANOS;
            download.dropAll(nowNanos);
            swarm.closeAll(CloseReason.STOPPING, nowNanos);
            announcer.stop(nowNanos);
        }
    }

    // For those who check from inside that all of it fits together.

    Content content() {
        return content;
    }

    List<Link> links() {
        return swarm.links();
    }

    int budget() {
        return download.budget();
    }

    List<BlockRun> owedByWebSeeds() {
        return webSeeding.owed();
    }
}
