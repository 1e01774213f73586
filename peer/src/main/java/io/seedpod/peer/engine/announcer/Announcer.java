package io.seedpod.peer.engine.announcer;

import io.seedpod.model.tracker.AnnounceEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Announces one torrent: to every tracker of ours, and to one of a foreign torrent's.
public final class Announcer {
    private static final long SECOND = 1_000_000_000L;
    private static final long MAX_PAUSE_OWN_NANOS = 30 * SECOND;
    private static final long MAX_PAUSE_FOREIGN_NANOS = 300 * SECOND;

    /// How long the trackers may take to hear that we leave.
    private static final long STOP_NANOS = 2 * SECOND;

    private final List<AnnounceChain> chains = new ArrayList<>();
    private final RandomGenerator random;
    private boolean partial;
    private boolean running;
    private boolean stopping;
    private long stopDeadlineNanos;

    public Announcer(
            List<String> ownTrackers,
            List<List<String>> foreignTiers,
            RandomGenerator random,
            long nowNanos) {
        this.random = random;
        use(ownTrackers, foreignTiers, nowNanos);
    }

    /// The trackers from now on. Those that stay go on as before; of those that go nobody takes
    /// leave: they are gone themselves, or forget us when our time is up.
    public void use(List<String> ownTrackers, List<List<String>> foreignTiers, long nowNanos) {
        List<AnnounceChain> before = List.copyOf(chains);
        chains.clear();
        Set<String> seen = new HashSet<>();
        for (String url : ownTrackers) {
            if (seen.add(url)) {
                chains.add(chain(before, List.of(List.of(url)), MAX_PAUSE_OWN_NANOS, nowNanos));
            }
        }
        List<List<String>> tiers = new ArrayList<>();
        for (List<String> tier : foreignTiers) {
            List<String> fresh = tier.stream().filter(seen::add).toList();
            if (!fresh.isEmpty()) {
                tiers.add(fresh);
            }
        }
        if (!tiers.isEmpty()) {
            chains.add(chain(before, tiers, MAX_PAUSE_FOREIGN_NANOS, nowNanos));
        }
        chains.forEach(chain -> chain.partial(partial));
    }

    private AnnounceChain chain(
            List<AnnounceChain> before, List<List<String>> tiers, long maxPause, long nowNanos) {
        return before.stream()
                .filter(chain -> chain.isOf(tiers))
                .findFirst()
                .orElseGet(() -> new AnnounceChain(tiers, maxPause, random, nowNanos));
    }

    /// From now on we take part.
    public void start() {
        running = true;
    }

    /// The last piece was verified: tell at once.
    public void completed(long nowNanos) {
        chains.forEach(chain -> chain.completed(nowNanos));
    }

    /// Whether all that is wanted is there, and not everything: a partial seed (BEP 21).
    public void partial(boolean isPartial) {
        partial = isPartial;
        chains.forEach(chain -> chain.partial(isPartial));
    }

    /// The one tracker that is used, where one at a time is (BEP 27). Empty while none answers, and
    /// where there are several.
    public Optional<String> inUse() {
        return chains.size() == 1 ? chains.getFirst().inUse() : Optional.empty();
    }

    /// What we say of ourselves has changed: tell at once.
    public void announceNow(long nowNanos) {
        chains.forEach(chain -> chain.announceNow(nowNanos));
    }

    /// Peers are lacking.
    public void hurry(long nowNanos) {
        chains.forEach(chain -> chain.hurry(nowNanos));
    }

    /// Nothing gets on: every tracker is asked as soon as its least interval lets us.
    public void fresh(long nowNanos) {
        chains.forEach(chain -> chain.fresh(nowNanos));
    }

    /// Tell every tracker that may know us.
    public void stop(long nowNanos) {
        running = false;
        stopping = true;
        stopDeadlineNanos = nowNanos + STOP_NANOS;
    }

    /// Every tracker heard that we left, or had its time.
    public boolean isStopped(long nowNanos) {
        return stopping && (nowNanos >= stopDeadlineNanos || !isStopAwaited());
    }

    private boolean isStopAwaited() {
        for (AnnounceChain chain : chains) {
            for (KnownTracker tracker : chain.trackers()) {
                if (tracker.contacted && !tracker.stopAnswered) {
                    return true;
                }
            }
        }
        return false;
    }

    public void succeeded(
            String url,
            AnnounceEvent event,
            int intervalSeconds,
            int minIntervalSeconds,
            long nowNanos) {
        for (AnnounceChain chain : chains) {
            KnownTracker tracker = find(chain, url);
            if (tracker != null) {
                tracker.working = true;
                tracker.error = null;
                tracker.stopAnswered |= event == AnnounceEvent.STOPPED;
                if (event != AnnounceEvent.STOPPED) {
                    chain.succeeded(tracker, event, intervalSeconds, minIntervalSeconds, nowNanos);
                }
            }
        }
    }

    /// What the tracker said about the swarm.
    public void swarmSize(String url, int seeders, int leechers) {
        for (AnnounceChain chain : chains) {
            KnownTracker tracker = find(chain, url);
            if (tracker != null) {
                tracker.seeders = seeders;
                tracker.leechers = leechers;
            }
        }
    }

    public void failed(String url, AnnounceEvent event, String reason, long nowNanos) {
        for (AnnounceChain chain : chains) {
            KnownTracker tracker = find(chain, url);
            if (tracker != null) {
                tracker.stopAnswered |= event == AnnounceEvent.STOPPED;
                chain.failed(tracker, reason, nowNanos);
            }
        }
    }

    /// The next announce that is due, null when there is none.
    public @Nullable AnnounceOrder poll(long nowNanos) {
        for (AnnounceChain chain : chains) {
            AnnounceOrder order =
                    running ? chain.poll(nowNanos) : stopping ? pollStop(chain) : null;
            if (order != null) {
                return order;
            }
        }
        return null;
    }

    private static @Nullable AnnounceOrder pollStop(AnnounceChain chain) {
        for (KnownTracker tracker : chain.trackers()) {
            if (tracker.contacted && !tracker.stopOrdered) {
                tracker.stopOrdered = true;
                return new AnnounceOrder(tracker.url, AnnounceEvent.STOPPED);
            }
        }
        return null;
    }

    public long deadlineNanos() {
        if (stopping) {
            return stopDeadlineNanos;
        }
        long deadline = Long.MAX_VALUE;
        if (running) {
            for (AnnounceChain chain : chains) {
                deadline = Math.min(deadline, chain.nextNanos());
            }
        }
        return deadline;
    }

    public List<TrackerStatus> status() {
        List<TrackerStatus> status = new ArrayList<>();
        for (AnnounceChain chain : chains) {
            for (KnownTracker tracker : chain.trackers()) {
                status.add(
                        new TrackerStatus(
                                tracker.url,
                                tracker.working,
                                tracker.seeders,
                                tracker.leechers,
                                chain.isCurrent(tracker) ? chain.nextNanos() : Long.MAX_VALUE,
                                Optional.ofNullable(tracker.error)));
            }
        }
        return status;
    }

    private static @Nullable KnownTracker find(AnnounceChain chain, String url) {
        for (KnownTracker tracker : chain.trackers()) {
            if (tracker.url.equals(url)) {
                return tracker;
            }
        }
        return null;
    }
}
