package io.seedpod.peer.engine.announcer;

import io.seedpod.model.tracker.AnnounceEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Trackers of which one that answers is enough (BEP 12): tier by tier, shuffled within each.
final class AnnounceChain {
    // One announce is under way at most. A failure moves on to the next tracker at once; when all
    // have failed, the chain rests and begins at the top. The tracker that answered stays the
    // current one and moves to the front of its tier. While it is of a lower tier, a higher one is
    // tried beside it every two minutes, each in turn, so that all who use these tiers meet at the
    // first tracker that lives, and the swarm hears of us meanwhile.
    private static final long SECOND = 1_000_000_000L;
    private static final long ANSWER_NANOS = 20 * SECOND;
    private static final long FIRST_PAUSE_NANOS = 5 * SECOND;
    private static final long TRIAL_NANOS = 120 * SECOND;
    private static final int MIN_INTERVAL_SECONDS = 5;
    private static final int MAX_INTERVAL_SECONDS = 86_400;

    private final List<List<String>> urls;
    private final List<List<KnownTracker>> tiers = new ArrayList<>();
    private final RandomGenerator random;
    private final long maxPauseNanos;
    private int tier;
    private int place;
    private @Nullable KnownTracker pending;
    private long pendingSinceNanos;
    private @Nullable KnownTracker trial;
    private int trialTier;
    private long trialNanos;
    private boolean completedOwed;
    private boolean partial;
    private int failedCycles;
    private int hurries;
    private long lastNanos;
    private long minIntervalNanos;
    private long intervalNanos;
    private long nextNanos;

    AnnounceChain(List<List<String>> urls, long maxPauseNanos, RandomGenerator random, long now) {
        this.urls = urls;
        this.random = random;
        this.maxPauseNanos = maxPauseNanos;
        this.nextNanos = now;
        for (List<String> tierUrls : urls) {
            List<KnownTracker> trackers = new ArrayList<>();
            tierUrls.forEach(url -> trackers.add(new KnownTracker(url)));
            Collections.shuffle(trackers, Random.from(random));
            tiers.add(trackers);
        }
    }

    /// Whether it was made of these.
    boolean isOf(List<List<String>> tierUrls) {
        return urls.equals(tierUrls);
    }

    List<KnownTracker> trackers() {
        return tiers.stream().flatMap(List::stream).toList();
    }

    long nextNanos() {
        long next = pending == null ? nextNanos : pendingSinceNanos + ANSWER_NANOS;
        return tier == 0 ? next : Math.min(next, trialNanos);
    }

    boolean isCurrent(KnownTracker tracker) {
        return current() == tracker;
    }

    void completed(long now) {
        completedOwed = true;
        announceNow(now);
    }

    /// All that is wanted is there, and not everything.
    void partial(boolean isPartial) {
        partial = isPartial;
    }

    /// The tracker that answered last and is announced to, empty while there is none.
    Optional<String> inUse() {
        return current().working ? Optional.of(current().url) : Optional.empty();
    }

    void announceNow(long now) {
        nextNanos = now;
        if (pending != null && pending.started) {
            // A heartbeat is under way; its answer no longer matters.
            pending = null;
        }
    }

    /// Peers are lacking: announce before the interval ends, less and less so.
    void hurry(long now) {
        if (pending == null && failedCycles == 0 && nextNanos > now) {
            long pause = Math.max(minIntervalNanos, FIRST_PAUSE_NANOS << Math.min(hurries, 6));
            nextNanos = Math.min(nextNanos, Math.max(now, lastNanos + pause));
        }
    }

    /// Ask again as soon as the tracker's least interval lets us, whatever went before.
    void fresh(long now) {
        if (pending == null) {
            nextNanos = Math.min(nextNanos, Math.max(now, lastNanos + minIntervalNanos));
        }
    }

    @Nullable AnnounceOrder poll(long now) {
        if (pending != null && now - pendingSinceNanos >= ANSWER_NANOS) {
            failed(pending, "no answer within " + ANSWER_NANOS / SECOND + " s", now);
        }
        if (pending != null || now < nextNanos) {
            return pollTrial(now);
        }
        KnownTracker tracker = current();
        hurries = now < lastNanos + intervalNanos && tracker.started ? hurries + 1 : 0;
        pending = tracker;
        pendingSinceNanos = now;
        lastNanos = now;
        tracker.contacted = true;
        return new AnnounceOrder(tracker.url, event(tracker));
    }

    /// Tries a tracker above the current one.
    private @Nullable AnnounceOrder pollTrial(long now) {
        if (tier == 0 || now < trialNanos) {
            return null;
        }
        trialTier = trialTier < tier ? trialTier : 0;
        trial = tiers.get(trialTier).getFirst();
        trialTier++;
        trialNanos = now + TRIAL_NANOS;
        trial.contacted = true;
        return new AnnounceOrder(trial.url, AnnounceEvent.STARTED);
    }

    private AnnounceEvent event(KnownTracker tracker) {
        if (!tracker.started) {
            return AnnounceEvent.STARTED;
        }
        if (completedOwed) {
            return AnnounceEvent.COMPLETED;
        }
        return partial ? AnnounceEvent.PAUSED : AnnounceEvent.NONE;
    }

    void succeeded(
            KnownTracker tracker, AnnounceEvent event, int interval, int minInterval, long now) {
        tracker.started |= event == AnnounceEvent.STARTED;
        if (event == AnnounceEvent.COMPLETED) {
            completedOwed = false;
        }
        if (trial == tracker && pending != tracker) {
            moveTo(tracker);
        }
        if (pending == tracker) {
            pending = null;
            failedCycles = 0;
            List<KnownTracker> trackers = tiers.get(tier);
            trackers.remove(tracker);
            trackers.addFirst(tracker);
            place = 0;
        } else if (pending != null || !isCurrent(tracker)) {
            return;
        }
        int seconds = Math.clamp(interval, MIN_INTERVAL_SECONDS, MAX_INTERVAL_SECONDS);
        intervalNanos = seconds * SECOND;
        minIntervalNanos = Math.clamp(minInterval, 0, MAX_INTERVAL_SECONDS) * SECOND;
        nextNanos = completedOwed ? now : now + intervalNanos + random.nextLong(intervalNanos / 10);
    }

    /// One of a higher tier lives: it is the current one from now on.
    private void moveTo(KnownTracker tracker) {
        trial = null;
        pending = tracker;
        for (int i = 0; i < tiers.size(); i++) {
            if (tiers.get(i).contains(tracker)) {
                tier = i;
            }
        }
    }

    void failed(KnownTracker tracker, String reason, long now) {
        tracker.working = false;
        tracker.error = reason;
        if (pending != tracker) {
            return;
        }
        pending = null;
        nextNanos = now;
        place++;
        if (place >= tiers.get(tier).size()) {
            place = 0;
            tier++;
            trialNanos = now + TRIAL_NANOS;
        }
        if (tier >= tiers.size()) {
            tier = 0;
            long pause = Math.min(maxPauseNanos, FIRST_PAUSE_NANOS << Math.min(failedCycles, 10));
            failedCycles++;
            nextNanos = now + pause + random.nextLong(pause / 4);
        }
    }

    private KnownTracker current() {
        return tiers.get(tier).get(place);
    }
}
