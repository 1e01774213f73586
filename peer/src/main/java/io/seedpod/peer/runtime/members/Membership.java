package io.seedpod.peer.runtime.members;

import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceExtras;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.tracker.Members;
import io.seedpod.peer.engine.announcer.AnnounceOrder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Keeps this process in the members' swarm of each of its trackers, for as long as it runs: there
/// it is found with all it holds, even if that is nothing. Asks for no peers.
///
/// State is touched on one event loop alone.
public final class Membership {
    private static final long NO_TIMER = -1;

    private final Context loop;
    private final Announcer network;
    private final PeerId peerId;
    private final int port;
    private final int key;
    private final io.seedpod.peer.engine.announcer.Announcer announcer;
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private long timer = NO_TIMER;
    private boolean draining;

    /// @param loop of its own or shared
    /// @param port where this process listens for peers
    public Membership(
            Context loop,
            Announcer network,
            PeerId peerId,
            int port,
            List<String> trackers,
            RandomGenerator random) {
        this.loop = loop;
        this.network = network;
        this.peerId = peerId;
        this.port = port;
        key = random.nextInt();
        announcer =
                new io.seedpod.peer.engine.announcer.Announcer(
                        trackers, List.of(), random, System.nanoTime());
    }

    /// Joins. To be called once.
    public void start() {
        loop.runOnContext(
                _ -> {
                    announcer.start();
                    turn();
                });
    }

    /// These are the trackers from now on.
    public void use(List<String> trackers) {
        loop.runOnContext(
                _ -> {
                    announcer.use(trackers, List.of(), System.nanoTime());
                    turn();
                });
    }

    /// Tells every tracker that we are about to leave.
    public void drain() {
        loop.runOnContext(
                _ -> {
                    draining = true;
                    announcer.announceNow(System.nanoTime());
                    turn();
                });
    }

    /// Leaves; done when every tracker has heard of it, or had its time.
    public Uni<Void> stop() {
        loop.runOnContext(
                _ -> {
                    announcer.stop(System.nanoTime());
                    turn();
                });
        return Uni.createFrom().completionStage(left);
    }

    private void turn() {
        for (AnnounceOrder order = announcer.poll(System.nanoTime());
                order != null;
                order = announcer.poll(System.nanoTime())) {
            announce(order);
        }
        if (announcer.isStopped(System.nanoTime())) {
            left.complete(null);
        } else {
            schedule();
        }
    }

    private void announce(AnnounceOrder order) {
        var request =
                new AnnounceRequest(
                        Members.INFO_HASH, peerId, 0, 0, 0, order.event(), 0, key, port);
        var whole = draining ? request.withExtras(AnnounceExtras.DRAINING) : request;
        network.announce(order.trackerUrl(), whole)
                .subscribe()
                .with(
                        response -> loop.runOnContext(_ -> succeeded(order, response)),
                        failure -> loop.runOnContext(_ -> failed(order, failure)));
    }

    private void succeeded(AnnounceOrder order, AnnounceResponse response) {
        announcer.succeeded(
                order.trackerUrl(),
                order.event(),
                response.intervalSeconds(),
                response.minIntervalSeconds(),
                System.nanoTime());
        turn();
    }

    private void failed(AnnounceOrder order, Throwable failure) {
        announcer.failed(
                order.trackerUrl(),
                order.event(),
                String.valueOf(failure.getMessage()),
                System.nanoTime());
        turn();
    }

    private void schedule() {
        if (timer != NO_TIMER) {
            loop.owner().cancelTimer(timer);
            timer = NO_TIMER;
        }
        long deadline = announcer.deadlineNanos();
        if (deadline == Long.MAX_VALUE || left.isDone()) {
            return;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        timer =
                loop.owner()
                        .setTimer(
                                Math.max(1, millis + 1),
                                _ -> {
                                    timer = NO_TIMER;
                                    turn();
                                });
    }
}
