package io.seedpod.simulation;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.tracker.core.AnnounceReply;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.core.TrackerObserver;
import io.seedpod.tracker.core.Transport;
import io.seedpod.tracker.policy.Heartbeats;
import io.seedpod.tracker.policy.Policy;
import io.seedpod.tracker.swarm.HandOut;
import io.seedpod.tracker.swarm.memory.MemorySwarms;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The real tracker behind a virtual wire.
final class TrackerHost {
    private static final long LATENCY_NANOS = World.MILLISECOND;

    private final World world;
    private final Tracker tracker;
    private final HandOut handOut = new HandOut(Transport.MAX_PEERS);

    /// Peers named to askers, and those of them that run in the asker's zone.
    int handOuts;

    int handOutsInZone;

    /// Who was named to whom.
    final Map<PeerEndpoint, Set<PeerEndpoint>> introductions = new HashMap<>();

    /// Answers nobody.
    boolean dead;

    TrackerHost(World world, int ourIntervalSeconds) {
        this.world = world;
        this.tracker =
                new Tracker(
                        Policy.OPEN,
                        new Heartbeats(ourIntervalSeconds, 300, 5, 7),
                        new MemorySwarms(new MemorySwarms.Limits(1000, 10, 1000), 11),
                        TrackerObserver.NONE);
        sweep();
    }

    private void sweep() {
        world.after(
                World.SECOND,
                () -> {
                    tracker.sweep(seconds());
                    sweep();
                });
    }

    private long seconds() {
        return world.nowNanos() / World.SECOND + 10_000;
    }

    Tracker tracker() {
        return tracker;
    }

    void announce(
            AnnounceRequest request,
            PeerEndpoint from,
            Consumer<AnnounceResponse> onAnswer,
            Consumer<String> onFailure) {
        if (dead) {
            world.after(3 * World.SECOND, () -> onFailure.accept("no answer"));
            return;
        }
        world.after(LATENCY_NANOS, () -> answer(request, from, onAnswer, onFailure));
    }

    private void answer(
            AnnounceRequest request,
            PeerEndpoint from,
            Consumer<AnnounceResponse> onAnswer,
            Consumer<String> onFailure) {
        tracker.announce(
                request,
                from,
                Transport.UDP,
                seconds(),
                handOut,
                new AnnounceReply() {
                    @Override
                    public void accepted(
                            PeerEndpoint asker, int interval, int minInterval, HandOut given) {
                        handOuts += given.count();
                        handOutsInZone += given.sameNode() + given.sameZone();
                        introductions
                                .computeIfAbsent(asker, _ -> new HashSet<>())
                                .addAll(given.endpoints());
                        var response =
                                new AnnounceResponse(
                                        interval,
                                        0,
                                        given.seeders(),
                                        given.leechers(),
                                        given.endpoints(),
                                        Optional.empty());
                        world.after(LATENCY_NANOS, () -> onAnswer.accept(response));
                    }

                    @Override
                    public void refused(String reason) {
                        world.after(LATENCY_NANOS, () -> onFailure.accept(reason));
                    }
                });
    }
}
