package io.seedpod.peer.engine;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
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
/// inside the draining.
public final class Torrent {
    private final TorrentSetup setup;
    private final ArrayDeque<TorrentEffect> effects = new ArrayDeque<>();

    public Torrent(TorrentSetup setup, RandomGenerator random, long nowNanos) {
        this.setup = setup;
    }

    /// Takes one event.
    public void on(TorrentEvent event, long nowNanos) {
        if (event instanceof TorrentEvent.StopRequested) {
            effects.add(new TorrentEffect.Stopped());
        }
    }

    /// The next effect, null when there is none.
    public @Nullable TorrentEffect poll() {
        return effects.poll();
    }

    /// When to send the next `Tick`; `Long.MAX_VALUE` = never.
    public long deadlineNanos() {
        return Long.MAX_VALUE;
    }

    public TorrentSnapshot snapshot(long nowNanos) {
        return new TorrentSnapshot(
                setup.infoHash(),
                Optional.empty(),
                TorrentState.CHECKING,
                new TorrentSnapshot.Progress(0, 0, 0, 0, 0),
                new TorrentSnapshot.Traffic(0, 0, 0, 0, 0),
                List.of(),
                List.of(),
                0,
                0,
                Optional.empty());
    }
}
