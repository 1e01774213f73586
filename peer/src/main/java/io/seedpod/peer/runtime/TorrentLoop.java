package io.seedpod.peer.runtime;

import io.netty.channel.EventLoop;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.wire.Handshake;
import io.seedpod.model.wire.Reserved;
import io.seedpod.peer.buffer.PieceBuffer;
import io.seedpod.peer.engine.Torrent;
import io.seedpod.peer.engine.talk.PeerSource;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentSetup;
import io.seedpod.peer.engine.talk.TorrentSnapshot;
import io.seedpod.peer.net.PeerConnection;
import io.seedpod.peer.net.ServedTorrent;
import io.seedpod.peer.net.place.Places;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Feeds one [Torrent] on its home loop: events in, effects out, a timer for its deadline, a
/// snapshot twice a second. What the effects mean is the business of [EffectRunner].
///
/// The mailbox is the loop's own queue. It is bounded by its senders: a connection on another loop
/// whose torrent is [#MAX_WAITING] batches behind is not read until the torrent has caught up, so
/// TCP slows its peer; disk results are as many as open pieces and look-ups, announces as many as
/// trackers.
final class TorrentLoop implements ServedTorrent {
    static final int MAX_WAITING = 64;
    private static final long SNAPSHOT_MILLIS = 500;

    private final Context context;
    private final EventLoop home;
    private final Environment environment;
    private final Handshake handshake;
    private final Handshake hybridHandshake;
    private final Places.Share places;
    private final Torrent torrent;
    private volatile @Nullable EffectRunner bound;
    private final ArrayDeque<TorrentEvent> mailbox = new ArrayDeque<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger incoming = new AtomicInteger();
    private final ConcurrentLinkedQueue<PeerConnection> paused = new ConcurrentLinkedQueue<>();
    private volatile TorrentSnapshot snapshot;
    private io.netty.util.concurrent.@Nullable ScheduledFuture<?> timer;
    private long timerNanos = Long.MAX_VALUE;
    private boolean draining;
    private boolean ended;

    TorrentLoop(
            Context context, Environment environment, TorrentSetup setup, RandomGenerator random) {
        this.context = context;
        this.home = ((ContextInternal) context).nettyEventLoop();
        this.environment = environment;
        this.places = environment.wire().join();
        this.handshake = new Handshake(setup.infoHash(), setup.peerId());
        this.hybridHandshake =
                new Handshake(setup.infoHash(), setup.peerId(), Reserved.OURS.withV2());
        long now = System.nanoTime();
        this.torrent = new Torrent(setup, random, now);
        this.snapshot = torrent.snapshot(now);
    }

    /// Once, before anything else.
    void bind(EffectRunner runner) {
        bound = runner;
    }

    Context context() {
        return context;
    }

    TorrentSnapshot snapshot() {
        return snapshot;
    }

    /// Begins, with peers named by the user.
    void start(List<PeerEndpoint> firstPeers) {
        execute(
                () -> {
                    effects().start();
                    handle(List.of(new TorrentEvent.PeersFound(firstPeers, PeerSource.USER)));
                    publishRegularly();
                });
    }

    /// Puts an event into the mailbox, from any thread.
    void post(TorrentEvent event) {
        if (home.inEventLoop()) {
            handle(List.of(event));
        } else {
            home.execute(() -> handle(List.of(event)));
        }
    }

    /// Runs something on the home loop before the events that follow it.
    void execute(Runnable task) {
        home.execute(() -> run(task));
    }

    /// Finds something out on the home loop.
    <T> Uni<T> ask(Supplier<T> question) {
        return Uni.createFrom().item(question).runSubscriptionOn(home);
    }

    /// On the home loop.
    boolean peerHas(int connection, int pieceIndex) {
        return torrent.peerHas(connection, pieceIndex);
    }

    /// How things are at this moment. On the home loop.
    TorrentSnapshot look() {
        if (!ended) {
            snapshot = torrent.snapshot(System.nanoTime());
        }
        return snapshot;
    }

    /// Runs something on the home loop later.
    void executeIn(long millis, Runnable task) {
        var _ = home.schedule(() -> run(task), millis, TimeUnit.MILLISECONDS);
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            environment.fatal().accept(e);
        }
    }

    @Override
    public Handshake handshake() {
        return v2InfoHash().isPresent() ? hybridHandshake : handshake;
    }

    @Override
    public Optional<InfoHash> v2InfoHash() {
        var known = bound;
        return known == null
                ? Optional.empty()
                : known.info().flatMap(InfoDict::v2).map(v2 -> v2.infoHash().truncated());
    }

    @Override
    public Places.Share places() {
        return places;
    }

    @Override
    public int nextIncoming() {
        return incoming.decrementAndGet();
    }

    @Override
    public @Nullable PieceBuffer openPiece(int pieceIndex) {
        return effects().content().openPiece(pieceIndex);
    }

    @Override
    public void deliver(PeerConnection connection, List<TorrentEvent> events) {
        if (home.inEventLoop()) {
            effects().met(connection, events);
            handle(events);
            return;
        }
        if (waiting.incrementAndGet() > MAX_WAITING) {
            connection.pauseReading();
            paused.add(connection);
        }
        home.execute(
                () -> {
                    effects().met(connection, events);
                    handle(events);
                    if (waiting.decrementAndGet() <= MAX_WAITING / 2) {
                        for (var held = paused.poll(); held != null; held = paused.poll()) {
                            held.resumeReading();
                        }
                    }
                });
    }

    @Override
    public void onMistake(Throwable mistake) {
        environment.fatal().accept(mistake);
    }

    /// The torrent is over: nothing is fed any more.
    void end() {
        ended = true;
        places.end();
        snapshot = torrent.snapshot(System.nanoTime());
        if (timer != null) {
            var _ = timer.cancel(false);
        }
    }

    /// Feeds events in order and carries out what they lead to. What carrying out leads to is fed
    /// afterwards, never from inside.
    private void handle(List<TorrentEvent> events) {
        if (ended) {
            return;
        }
        mailbox.addAll(events);
        if (draining) {
            return;
        }
        draining = true;
        try {
            drain(System.nanoTime());
        } catch (RuntimeException | Error e) {
            environment.fatal().accept(e);
        } finally {
            draining = false;
        }
        schedule();
    }

    private void drain(long now) {
        do {
            for (var event = mailbox.poll(); event != null && !ended; event = mailbox.poll()) {
                torrent.on(event, now);
                for (TorrentEffect effect = torrent.poll();
                        effect != null;
                        effect = torrent.poll()) {
                    effects().carryOut(effect);
                }
            }
            effects().flush();
        } while (!mailbox.isEmpty() && !ended);
    }

    /// Wakes the torrent at its deadline. An earlier timer is left to fire: it then finds the new
    /// deadline.
    private void schedule() {
        long deadline = ended ? Long.MAX_VALUE : torrent.deadlineNanos();
        if (deadline == Long.MAX_VALUE || (timer != null && timerNanos - deadline <= 0)) {
            return;
        }
        if (timer != null) {
            var _ = timer.cancel(false);
        }
        timerNanos = deadline;
        timer =
                home.schedule(
                        this::onTimer,
                        Math.max(deadline - System.nanoTime(), 0),
                        TimeUnit.NANOSECONDS);
    }

    private void onTimer() {
        timer = null;
        if (!ended && torrent.deadlineNanos() - System.nanoTime() <= 0) {
            handle(List.of(new TorrentEvent.Tick()));
        } else {
            schedule();
        }
    }

    private void publishRegularly() {
        if (!ended) {
            long now = System.nanoTime();
            snapshot = torrent.snapshot(now);
            effects().content().onSnapshot(snapshot, now);
            executeIn(SNAPSHOT_MILLIS, this::publishRegularly);
        }
    }

    private EffectRunner effects() {
        var known = bound;
        if (known == null) {
            throw new IllegalStateException("torrent used before it is bound");
        }
        return known;
    }
}
