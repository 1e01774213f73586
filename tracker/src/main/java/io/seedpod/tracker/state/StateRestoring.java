package io.seedpod.tracker.state;

import io.seedpod.model.id.InfoHash;
import io.seedpod.tracker.swarm.KnownPeer;
import io.seedpod.tracker.swarm.SwarmRegistry;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Enters swarms of an earlier run into a registry, less the time that went by since.
final class StateRestoring implements StateDecoder.Sink {
    private final SwarmRegistry registry;
    private final long wallMillis;
    private final long nowSeconds;
    private long awaySeconds;
    private long swarms;
    private long peers;

    // The swarm at hand: its counts are told after its peers.
    private @Nullable InfoHash infoHash;
    private int completed;
    private long handOuts;
    private boolean peopled;

    StateRestoring(SwarmRegistry registry, StateClock clock) {
        this.registry = registry;
        wallMillis = clock.wall().millis();
        nowSeconds = clock.steadySeconds().getAsLong();
    }

    /// A wall clock that was set back in between counts as no time at all.
    @Override
    public void begin(long writtenAtMillis) {
        awaySeconds = TimeUnit.MILLISECONDS.toSeconds(Math.max(0, wallMillis - writtenAtMillis));
    }

    @Override
    public void swarm(InfoHash infoHash, int completed, long handOuts) {
        endSwarm();
        this.infoHash = infoHash;
        this.completed = completed;
        this.handOuts = handOuts;
        peopled = false;
    }

    @Override
    public void peer(InfoHash infoHash, KnownPeer peer) {
        long left = peer.lifetimeSeconds() - awaySeconds;
        if (left >= 1 && registry.enter(infoHash, living(peer, (int) left), nowSeconds, true)) {
            peers++;
            peopled = true;
        }
    }

    private static KnownPeer living(KnownPeer peer, int lifetimeSeconds) {
        return new KnownPeer(
                peer.endpoint(),
                peer.peerId(),
                peer.seeder(),
                peer.left(),
                peer.labels(),
                peer.draining(),
                lifetimeSeconds,
                peer.handOuts());
    }

    private void endSwarm() {
        var ended = infoHash;
        if (ended != null && peopled) {
            registry.enterCounts(ended, completed, handOuts);
            swarms++;
        }
    }

    StateFile.Restored done(Optional<String> notice) {
        endSwarm();
        infoHash = null;
        return new StateFile.Restored(swarms, peers, notice);
    }
}
