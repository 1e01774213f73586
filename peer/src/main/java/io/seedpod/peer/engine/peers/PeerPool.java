package io.seedpod.peer.engine.peers;

import io.seedpod.model.id.CanonicalPriority;
import io.seedpod.model.id.PeerEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The endpoints of one swarm that we could dial, bounded, with a growing pause after each
/// failure.
public final class PeerPool {
    // Next is whoever failed least often, ties by chance: a tracker names peers in an order that
    // many of us share, and we should not all dial the same ones. If more are due than there is
    // room for, ties go by BEP 40's priority once we know our address: then both ends want the
    // same connections. When full, the idle candidate with most failures makes room, if it has
    // any; failing that, for a tracker's or the user's word, one that only peers named. What
    // peers name fills half of the room at most, so that no liar among them keeps the others out.
    private static final long FIRST_PAUSE_NANOS = 2_000_000_000L;
    private static final int MAX_DOUBLINGS = 6;
    private static final int MAX_FAILURES = 10;
    private static final int MAX_HEARSAY_FAILURES = 2;

    private final int maxKnown;
    private final RandomGenerator random;
    private final Map<PeerEndpoint, Candidate> known = new HashMap<>();
    private final Set<PeerEndpoint> excluded = new HashSet<>();
    private PeerEndpoint.@Nullable V4 ownV4;
    private PeerEndpoint.@Nullable V6 ownV6;
    private boolean trackersOnly;
    private long version;

    public PeerPool(int maxKnown, RandomGenerator random) {
        this.maxKnown = maxKnown;
        this.random = random;
    }

    /// Moves whenever there may be somebody else to dial than before.
    public long version() {
        return version;
    }

    /// Somebody named this endpoint. Says whether it is new.
    public boolean found(PeerEndpoint endpoint, boolean fromTracker, long nowNanos) {
        if (endpoint.port() == 0 || excluded.contains(endpoint)) {
            return false;
        }
        Candidate candidate = known.get(endpoint);
        if (candidate != null) {
            candidate.hearsay = false;
            if (fromTracker) {
                candidate.fromTracker = true;
                candidate.seenAlive(nowNanos + FIRST_PAUSE_NANOS);
                version++;
            }
            return false;
        }
        if (known.size() >= maxKnown && !forgetWorst() && !forgetHearsay()) {
            return false;
        }
        known.put(endpoint, new Candidate(endpoint, fromTracker, nowNanos));
        version++;
        return true;
    }

    /// Another peer named this endpoint. Says whether it is new.
    public boolean heard(PeerEndpoint endpoint, boolean seeder, long nowNanos) {
        if (endpoint.port() == 0
                || excluded.contains(endpoint)
                || known.containsKey(endpoint)
                || hearsayCount() >= maxKnown / 2
                || (known.size() >= maxKnown && !forgetWorst())) {
            return false;
        }
        Candidate candidate = new Candidate(endpoint, false, nowNanos);
        candidate.hearsay = true;
        candidate.seeder = seeder;
        known.put(endpoint, candidate);
        version++;
        return true;
    }

    private int hearsayCount() {
        int count = 0;
        for (Candidate candidate : known.values()) {
            count += candidate.hearsay ? 1 : 0;
        }
        return count;
    }

    /// Nobody is known any more. Who is excluded stays so.
    public void forgetAll() {
        known.clear();
        version++;
    }

    /// Peers see us here. Each family of addresses has its own.
    public void weAre(PeerEndpoint endpoint) {
        switch (endpoint) {
            case PeerEndpoint.V4 v4 -> ownV4 = v4;
            case PeerEndpoint.V6 v6 -> ownV6 = v6;
        }
        version++;
    }

    /// A tracker sees us here (BEP 24): good enough until a peer says so itself. The two may look
    /// from different sides of a NAT, and it is peers that are to come to the same priorities.
    public void weMayBe(PeerEndpoint endpoint) {
        if (own(endpoint) == null) {
            weAre(endpoint);
        }
    }

    private @Nullable PeerEndpoint own(PeerEndpoint family) {
        return switch (family) {
            case PeerEndpoint.V4 _ -> ownV4;
            case PeerEndpoint.V6 _ -> ownV6;
        };
    }

    /// How much a connection to this endpoint matters when not all can be kept (BEP 40), unsigned;
    /// 0 while we do not know where we are.
    public int priority(PeerEndpoint endpoint) {
        PeerEndpoint own = own(endpoint);
        return own == null ? 0 : CanonicalPriority.of(own, endpoint);
    }

    /// The candidate to dial now, marked as dialled; null when nobody is due.
    ///
    /// @param room how many may be dialled in all
    public @Nullable Candidate next(boolean seeding, int room, long nowNanos) {
        int fewest = Integer.MAX_VALUE;
        List<Candidate> best = new ArrayList<>();
        for (Candidate candidate : known.values()) {
            if (candidate.isDue(nowNanos, seeding) && candidate.failures <= fewest) {
                if (candidate.failures < fewest) {
                    fewest = candidate.failures;
                    best.clear();
                }
                best.add(candidate);
            }
        }
        if (best.isEmpty()) {
            return null;
        }
        Candidate chosen = best.get(random.nextInt(best.size()));
        if (best.size() > room && (ownV4 != null || ownV6 != null)) {
            chosen = first(best);
        }
        chosen.state = Candidate.State.DIALLED;
        return chosen;
    }

    private Candidate first(List<Candidate> candidates) {
        Candidate first = candidates.getFirst();
        for (Candidate candidate : candidates) {
            if (Integer.compareUnsigned(priority(candidate.endpoint()), priority(first.endpoint()))
                    > 0) {
                first = candidate;
            }
        }
        return first;
    }

    /// When somebody will be due who is not now; `Long.MAX_VALUE` when nobody waits.
    public long deadlineNanos(boolean seeding) {
        long deadline = Long.MAX_VALUE;
        for (Candidate candidate : known.values()) {
            if (candidate.state == Candidate.State.IDLE
                    && !candidate.parted
                    && !(seeding && candidate.seeder)) {
                deadline = Math.min(deadline, candidate.notBeforeNanos);
            }
        }
        return deadline;
    }

    /// The peer behind this endpoint is connected, whoever dialled; null when the endpoint may not
    /// be kept.
    public @Nullable Candidate connected(
            PeerEndpoint endpoint, boolean fromTracker, long nowNanos) {
        found(endpoint, fromTracker, nowNanos);
        Candidate candidate = known.get(endpoint);
        if (candidate != null) {
            candidate.state = Candidate.State.CONNECTED;
            candidate.failures = 0;
            candidate.hearsay = false;
        }
        return candidate;
    }

    /// Dialling failed, or the connection ended without having been of use.
    public void failed(Candidate candidate, long nowNanos) {
        rests(candidate);
        int doublings = Math.min(candidate.failures, MAX_DOUBLINGS);
        candidate.failures++;
        pause(candidate, FIRST_PAUSE_NANOS << doublings, nowNanos);
        if (candidate.failures > (candidate.hearsay ? MAX_HEARSAY_FAILURES : MAX_FAILURES)) {
            known.remove(candidate.endpoint());
        }
    }

    /// It was not dialled after all: as if it had never been its turn.
    public void putOff(Candidate candidate) {
        rests(candidate);
    }

    /// Neither dialled nor connected any more. Of a private torrent only those are dialled again
    /// that a tracker named, whoever else came to us.
    private void rests(Candidate candidate) {
        candidate.state = Candidate.State.IDLE;
        version++;
        if (trackersOnly && !candidate.fromTracker) {
            known.remove(candidate.endpoint());
        }
    }

    /// The connection ended after it had been of use: the peer may be back soon.
    public void ended(Candidate candidate, long nowNanos) {
        rests(candidate);
        pause(candidate, FIRST_PAUSE_NANOS, nowNanos);
    }

    /// The peer broke the protocol, or is connected in another way already: not again soon.
    public void distrust(Candidate candidate, long nowNanos) {
        candidate.failures = Math.max(candidate.failures, Candidate.DISTRUSTED);
        failed(candidate, nowNanos);
    }

    /// Everybody idle may be dialled now, whatever became of it before; but for the distrusted.
    public void hurry(long nowNanos) {
        known.values().forEach(candidate -> candidate.seenAlive(nowNanos));
        version++;
    }

    /// Dial this one next, whatever failed before. One that is banned stays so.
    public void call(PeerEndpoint endpoint, long nowNanos) {
        found(endpoint, false, nowNanos);
        Candidate candidate = known.get(endpoint);
        if (candidate != null) {
            candidate.parted = false;
            candidate.seeder = false;
            candidate.failures = 0;
            candidate.notBeforeNanos = nowNanos;
            version++;
        }
    }

    /// Do not dial this one before it is called.
    public void part(PeerEndpoint endpoint) {
        Candidate candidate = known.get(endpoint);
        if (candidate != null) {
            candidate.parted = true;
        }
    }

    /// Dialled or connected at this moment.
    public boolean isBusy(PeerEndpoint endpoint) {
        Candidate candidate = known.get(endpoint);
        return candidate != null && candidate.state != Candidate.State.IDLE;
    }

    /// Never dial this one: banned, or ourselves.
    public void exclude(PeerEndpoint endpoint) {
        known.remove(endpoint);
        if (excluded.size() < maxKnown) {
            excluded.add(endpoint);
        }
    }

    public boolean isExcluded(PeerEndpoint endpoint) {
        return excluded.contains(endpoint);
    }

    /// The torrent is private: keep those from trackers alone, from now on.
    public void keepTrackersOnly() {
        trackersOnly = true;
        known.values().removeIf(candidate -> !candidate.fromTracker);
    }

    public int size() {
        return known.size();
    }

    /// Candidates that are worth dialling, now or soon: those that failed again and again are not
    /// counted, for they may be gone.
    public int promisingCount(boolean seeding) {
        int count = 0;
        for (Candidate candidate : known.values()) {
            count += candidate.isPromising(seeding) ? 1 : 0;
        }
        return count;
    }

    private void pause(Candidate candidate, long pauseNanos, long nowNanos) {
        // Up to half as long again, by chance: peers that lost each other at once do not dial at
        // once.
        candidate.notBeforeNanos = nowNanos + pauseNanos + random.nextLong(pauseNanos / 2);
    }

    private boolean forgetHearsay() {
        for (Candidate candidate : known.values()) {
            if (candidate.isIdleHearsay()) {
                return known.remove(candidate.endpoint(), candidate);
            }
        }
        return false;
    }

    private boolean forgetWorst() {
        Candidate worst = null;
        for (Candidate candidate : known.values()) {
            if (candidate.state == Candidate.State.IDLE
                    && candidate.failures > 0
                    && (worst == null || candidate.failures > worst.failures)) {
                worst = candidate;
            }
        }
        return worst != null && known.remove(worst.endpoint(), worst);
    }
}
