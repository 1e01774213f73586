package io.seedpod.peer.runtime;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.Labels;
import io.seedpod.model.webseed.WebSeedPolicy;
import io.seedpod.peer.buffer.PieceBufferPool;
import io.seedpod.peer.engine.talk.TorrentEvent.PlacesWanted;
import io.seedpod.peer.engine.talk.TorrentOptions;
import io.seedpod.peer.engine.talk.TorrentSetup;
import io.seedpod.peer.net.PeerWire;
import io.seedpod.peer.net.place.PlaceCounts;
import io.seedpod.peer.net.webseed.WebSeedClient;
import io.seedpod.peer.runtime.content.DiskPool;
import io.seedpod.peer.runtime.members.Announcer;
import io.seedpod.peer.runtime.members.Membership;
import io.seedpod.peer.runtime.torrent.News;
import io.seedpod.peer.runtime.torrent.RunningTorrent;
import io.seedpod.peer.runtime.torrent.TorrentPlan;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All that moves in this process: one port, one budget of buffers, the disk threads, and the
/// torrents that share them. Thread-safe; for `session` alone.
public final class PeerRuntime {
    /// What other peers are told we are.
    public static final String CLIENT_NAME = "SeedPod";

    /// Far more than open pieces: one check each, and one record per torrent.
    private static final int WRITER_QUEUE = 1 << 15;

    private static final long PLACES_LOOK_MILLIS = 1_000;
    private static final int READER_QUEUE = 1 << 12;
    private static final int CHECKER_QUEUE = 1 << 16;

    private final RunningTorrents torrents;
    private final Environment environment;
    private final RateShares rates;
    private final int maxPeers;
    private final TransferOptions transfer;
    private volatile boolean closed;
    private final Labels labels;
    private final WebSeedPolicy webSeedPolicy;
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicReference<@Nullable Membership> membership = new AtomicReference<>();

    private PeerRuntime(RunningTorrents torrents, Environment environment, RuntimeOptions options) {
        this.labels = options.labels();
        this.webSeedPolicy = options.wire().webSeeds();
        this.torrents = torrents;
        this.rates = new RateShares(options.rates());
        this.maxPeers = options.maxPeers();
        this.transfer = options.transfer();
        this.environment = environment;
    }

    /// Listens and makes the pools. Fails with [io.seedpod.peer.net.PortInUseException] if the
    /// port is taken. `fatal` hears what a loop or a worker should never have thrown, and ends
    /// the process.
    public static Uni<PeerRuntime> open(
            Vertx vertx,
            RuntimeOptions options,
            PeerId peerId,
            Announcer announcer,
            Consumer<Throwable> fatal) {
        var torrents = new RunningTorrents();
        var loops = Stream.generate(() -> PeerWire.newLoop(vertx)).limit(options.loops()).toList();
        loops.forEach(loop -> loop.exceptionHandler(fatal::accept));
        return Uni.createFrom()
                .completionStage(
                        () ->
                                PeerWire.listen(
                                                vertx,
                                                options.host(),
                                                options.port(),
                                                loops,
                                                torrents,
                                                options.wire())
                                        .toCompletionStage())
                .map(
                        wire ->
                                new PeerRuntime(
                                        torrents,
                                        environment(wire, loops, options, peerId, announcer, fatal),
                                        options))
                .invoke(PeerRuntime::shareOut);
    }

    private static Environment environment(
            PeerWire wire,
            List<Context> loops,
            RuntimeOptions options,
            PeerId peerId,
            Announcer announcer,
            Consumer<Throwable> fatal) {
        int threads = options.diskThreads();
        return new Environment(
                wire,
                loops,
                peerId,
                new PieceBufferPool(options.bufferBudgetBytes()),
                new DiskPool("write", threads, WRITER_QUEUE, fatal),
                new DiskPool("read", threads, READER_QUEUE, fatal),
                new DiskPool("check", 1, CHECKER_QUEUE, fatal),
                options.diskRetryMillis(),
                announcer,
                new WebSeedClient(loops.getFirst().owner(), options.wire().webSeeds()),
                fatal);
    }

    /// From now on, on the first loop, until that is closed.
    private void shareOut() {
        every(PLACES_LOOK_MILLIS, this::sharePlaces);
        if (rates.isNeeded()) {
            every(RateShares.LOOK_MILLIS, () -> rates.look(torrents.all()));
        }
    }

    private void every(long millis, Runnable task) {
        var loop = environment.loops().getFirst();
        loop.runOnContext(
                _ ->
                        loop.owner()
                                .setPeriodic(
                                        millis,
                                        timer -> {
                                            if (closed) {
                                                loop.owner().cancelTimer(timer);
                                            } else {
                                                task.run();
                                            }
                                        }));
    }

    /// Torrents that have most of the connections give some up for those that have less than their
    /// share.
    private void sharePlaces() {
        var surplus = environment.wire().surplus();
        if (!surplus.isEmpty()) {
            for (var torrent : torrents.all()) {
                int count = surplus.getOrDefault(torrent.loop().places(), 0);
                if (count > 0) {
                    torrent.loop().post(new PlacesWanted(count));
                }
            }
        }
    }

    /// A torrent without a share yet begins with one at once.
    private void shareRatesNow() {
        if (rates.isNeeded()) {
            environment.loops().getFirst().runOnContext(_ -> rates.look(torrents.all()));
        }
    }

    /// The port we listen on.
    public int port() {
        return environment.wire().port();
    }

    /// Connections of all torrents now, and those that were turned away.
    public PlaceCounts places() {
        return environment.wire().places();
    }

    public PeerId peerId() {
        return environment.peerId();
    }

    /// Bytes of piece buffers held now, outside the heap.
    public long bufferBytes() {
        return environment.buffers().allocatedBytes();
    }

    /// Starts a torrent. One that runs already must be stopped before.
    public RunningTorrent start(TorrentPlan plan) {
        var random = new SecureRandom();
        var setup =
                new TorrentSetup(
                        plan.infoHash(),
                        peerId(),
                        plan.info(),
                        plan.ownTrackers(),
                        plan.announceTiers(),
                        port(),
                        CLIENT_NAME,
                        options(plan.options()),
                        webSeedPolicy == WebSeedPolicy.OFF ? List.of() : plan.webSeeds());
        var news = new News();
        var loop =
                new TorrentLoop(
                        nextLoop(), environment, setup, new SplittableRandom(random.nextLong()));
        var content = new Content(loop, environment, plan.storage(), plan.layers(), news);
        var effects =
                new EffectRunner(
                        loop,
                        environment,
                        plan,
                        random.nextInt(),
                        content,
                        news,
                        () -> torrents.remove(plan.infoHash()));
        loop.bind(effects);
        var torrent = new LoopTorrent(plan.infoHash(), loop, effects, news);
        if (!torrents.add(torrent)) {
            throw new IllegalStateException("torrent runs already: " + plan.infoHash());
        }
        shareRatesNow();
        loop.start(plan.firstPeers());
        return torrent;
    }

    /// A torrent's own options within those of the process.
    private TorrentOptions options(TorrentOptions wished) {
        return wished.withTransfer(transfer.of(wished.transfer()))
                .withOpenPieces(0)
                .withLabels(labels)
                .withConnections(wished.connections().withMaxConnections(maxPeers));
    }

    /// These are the trackers from now on, if we are a member.
    public void useMembersTrackers(List<String> trackers) {
        var member = membership.get();
        if (member != null) {
            member.use(trackers);
        }
    }

    /// Joins the members' swarm of these trackers, until `close`. At most once.
    public void joinMembers(List<String> trackers) {
        var joining =
                new Membership(
                        nextLoop(),
                        environment.announcer(),
                        peerId(),
                        port(),
                        trackers,
                        new SplittableRandom(new SecureRandom().nextLong()));
        if (!membership.compareAndSet(null, joining)) {
            throw new IllegalStateException("a member already");
        }
        joining.start();
    }

    private Context nextLoop() {
        var loops = environment.loops();
        return loops.get(Math.floorMod(started.getAndIncrement(), loops.size()));
    }

    public Optional<RunningTorrent> find(InfoHash infoHash) {
        return Optional.ofNullable(torrents.get(infoHash));
    }

    public List<RunningTorrent> torrents() {
        return List.copyOf(torrents.all());
    }

    /// Every torrent hands over what only we have, within this time, and leaves its swarm; the
    /// members' swarm hears of it. The answer: how many pieces nobody else has, as far as we know.
    public Uni<Integer> drain(Duration within) {
        var member = membership.get();
        if (member != null) {
            member.drain();
        }
        var draining = new ArrayList<Uni<Integer>>();
        torrents.all().forEach(torrent -> draining.add(torrent.drain(within)));
        return draining.isEmpty()
                ? Uni.createFrom().item(0)
                : Uni.join()
                        .all(draining)
                        .andCollectFailures()
                        .map(left -> left.stream().mapToInt(Integer::intValue).sum());
    }

    /// Stops all torrents, then listening and the disk threads.
    public Uni<Void> close() {
        closed = true;
        var stopping = new ArrayList<Uni<Void>>();
        torrents.all().forEach(torrent -> stopping.add(torrent.stop()));
        var member = membership.getAndSet(null);
        if (member != null) {
            stopping.add(member.stop());
        }
        Uni<Void> stopped =
                stopping.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : Uni.join().all(stopping).andCollectFailures().replaceWithVoid();
        return stopped.onItemOrFailure()
                .transformToUni(
                        (_, _) ->
                                Uni.createFrom()
                                        .completionStage(
                                                () ->
                                                        environment
                                                                .wire()
                                                                .close()
                                                                .toCompletionStage()))
                .invoke(
                        () -> {
                            environment.writers().close();
                            environment.readers().close();
                            environment.checkers().close();
                            environment.webSeeds().close();
                        });
    }
}
