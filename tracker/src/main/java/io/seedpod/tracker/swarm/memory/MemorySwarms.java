package io.seedpod.tracker.swarm.memory;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceExtras;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.Labels;
import io.seedpod.model.tracker.Members;
import io.seedpod.model.tracker.ScrapeEntry;
import io.seedpod.tracker.swarm.HandOut;
import io.seedpod.tracker.swarm.KnownPeer;
import io.seedpod.tracker.swarm.RegistryCounts;
import io.seedpod.tracker.swarm.SwarmCounts;
import io.seedpod.tracker.swarm.SwarmPeer;
import io.seedpod.tracker.swarm.SwarmRegistry;
import io.seedpod.tracker.swarm.SwarmVisitor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Swarms in memory: 11 to 18 bytes an IPv4 peer, 27 to 42 an IPv6 one, some 200 a swarm and 300
/// for each kind of peers in it (seeders and leechers, of IPv4 and IPv6). With labels it is some 30
/// bytes more a peer, 150 a node, and 850 for each kind.
///
/// At the bound on peers, swarms or kinds in them nobody is thrown out: a newcomer is answered but
/// not remembered, peers that are known go on as before, and room comes back as lifetimes end. The
/// last quarter is for those whose address has not had its quota, so that one address cannot lock
/// others out. What peers say of themselves is kept for the first `limits.details()` places only.
public final class MemorySwarms implements SwarmRegistry {
    /// Percent of a reply for peers from outside the asker's zone.
    public static final int DEFAULT_FAR_SHARE = 40;

    // Of a million peers each is shown within half a millisecond.
    private static final int STRIPES = 256;
    public static final int MAX_LABELS = 16_384;

    /// @param peers most peers in all
    /// @param swarms most swarms
    /// @param details most places whose peers' own words are kept, 64 bytes each
    public record Limits(int peers, int swarms, int details) {
        private static final int LEAST_CLASSES = 64;

        /// Most tables: one for each kind of peers in a swarm.
        int tables() {
            return (int) Math.min(Integer.MAX_VALUE, 2L * swarms);
        }

        /// Most of these that tell apart where their peers run.
        int classes() {
            return Math.max(LEAST_CLASSES, swarms / 4);
        }
    }

    private final Limits limits;
    private final Stripe[] stripes = new Stripe[STRIPES];
    private final Shared shared;
    private final AtomicInteger peerCount = new AtomicInteger();
    private final AtomicInteger swarmCount = new AtomicInteger();
    private final AtomicInteger tableCount = new AtomicInteger();
    private final LongAdder turnedAway = new LongAdder();
    private final PlaceQuota quota;
    private final PlaceQuota labelQuota;
    private final int scarcePeers;
    private final int scarceSwarms;
    private final int scarceTables;

    /// @param seed spreads the records; not to be guessed by those who announce
    public MemorySwarms(Limits limits, long seed) {
        this(limits, PlaceQuota.NONE, seed);
    }

    /// With the usual far share.
    public MemorySwarms(Limits limits, PlaceQuota quota, long seed) {
        this(limits, quota, seed, DEFAULT_FAR_SHARE);
    }

    public MemorySwarms(Limits limits, PlaceQuota quota, long seed, int farShare) {
        this(limits, quota, PlaceQuota.NONE, seed, farShare);
    }

    /// @param quota of an address, when three quarters of peers or swarms are taken
    /// @param labelQuota of labels that nobody else has, when three quarters of [#MAX_LABELS] are
    /// @param seed spreads the records; not to be guessed by those who announce
    /// @param farShare of a reply, in percent, for peers from outside the asker's zone
    public MemorySwarms(
            Limits limits, PlaceQuota quota, PlaceQuota labelQuota, long seed, int farShare) {
        if (farShare < 0 || farShare > 100) {
            throw new IllegalArgumentException("far share " + farShare + " (expected: 0 to 100)");
        }
        this.limits = limits;
        this.quota = quota;
        this.labelQuota = labelQuota;
        scarcePeers = scarce(limits.peers());
        scarceSwarms = scarce(limits.swarms());
        scarceTables = scarce(limits.tables());
        shared =
                new Shared(
                        seed,
                        new AtomicInteger(limits.details()),
                        new Lifetimes(),
                        new LabelBook(MAX_LABELS),
                        new AtomicInteger(limits.classes()),
                        farShare);
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    /// What an address that brought many labels lately says anew is not read while they are scarce.
    private AnnounceRequest readable(AnnounceRequest said, PeerEndpoint peer, long nowSeconds) {
        var book = shared.labelBook();
        if (!book.isScarce() || said.urlData().isEmpty()) {
            return said;
        }
        var extras = said.extras();
        if (extras.labels().areNone() || book.knows(extras.labels())) {
            return said;
        }
        if (!labelQuota.mayTake(peer, nowSeconds)) {
            return said.withExtras(
                    new AnnounceExtras(Labels.NONE, extras.draining(), extras.token()));
        }
        labelQuota.took(peer, nowSeconds);
        return said;
    }

    @Override
    public void announce(
            AnnounceRequest said,
            PeerEndpoint peer,
            long nowSeconds,
            int lifetimeSeconds,
            HandOut handOut) {
        require(peer, lifetimeSeconds);
        var request = readable(said, peer, nowSeconds);
        var stripe = stripe(request.infoHash());
        synchronized (stripe) {
            Swarm swarm = stripe.swarms.get(request.infoHash());
            boolean isNew = swarm == null;
            if (swarm == null) {
                swarm = new Swarm(shared);
            }
            int tables = swarm.tables();
            int grown =
                    swarm.announce(
                            request,
                            peer,
                            nowSeconds,
                            lifetimeSeconds,
                            maySwell(
                                    isNew,
                                    !swarm.hasTable(peer, request.isSeeder()),
                                    peer,
                                    nowSeconds),
                            mayMakeTable(),
                            handOut);
            count(swarm.tables() - tables);
            if (grown != 0) {
                peerCount.addAndGet(grown);
                if (grown > 0) {
                    quota.took(peer, nowSeconds);
                }
            }
            if (isNew && swarm.size() > 0) {
                stripe.swarms.put(request.infoHash(), swarm);
                swarmCount.incrementAndGet();
            }
            if (!handOut.remembered() && request.event() != AnnounceEvent.STOPPED) {
                turnedAway.increment();
            }
        }
    }

    private static int scarce(int most) {
        return (int) (most * 3L / 4);
    }

    /// Whether there is a place, for this peer, should it be a newcomer.
    private boolean maySwell(
            boolean isNewSwarm, boolean needsTable, PeerEndpoint peer, long nowSeconds) {
        int peers = peerCount.get();
        int swarms = isNewSwarm ? swarmCount.get() : 0;
        int tables = needsTable ? tableCount.get() : 0;
        return peers < limits.peers()
                && swarms < limits.swarms()
                && tables < limits.tables()
                && ((peers < scarcePeers && swarms < scarceSwarms && tables < scarceTables)
                        || quota.mayTake(peer, nowSeconds));
    }

    private boolean mayMakeTable() {
        return tableCount.get() < limits.tables();
    }

    private void count(int moreTables) {
        if (moreTables != 0) {
            tableCount.addAndGet(moreTables);
        }
    }

    private static void require(PeerEndpoint peer, int lifetimeSeconds) {
        if (peer.port() < 1 || lifetimeSeconds < 1 || lifetimeSeconds > MAX_LIFETIME_SECONDS) {
            throw new IllegalArgumentException(
                    "peer "
                            + peer
                            + " for "
                            + lifetimeSeconds
                            + " s (expected: a port, and 1 to 8000 s)");
        }
    }

    @Override
    public boolean enter(InfoHash infoHash, KnownPeer peer, long nowSeconds, boolean heldBack) {
        require(peer.endpoint(), peer.lifetimeSeconds());
        var stripe = stripe(infoHash);
        synchronized (stripe) {
            Swarm known = stripe.swarms.get(infoHash);
            Swarm swarm = known == null ? new Swarm(shared) : known;
            int before = swarm.size();
            int tables = swarm.tables();
            boolean maySwell =
                    peerCount.get() < limits.peers()
                            && (known != null || swarmCount.get() < limits.swarms());
            boolean entered = swarm.enter(peer, nowSeconds, heldBack, maySwell, mayMakeTable());
            peerCount.addAndGet(swarm.size() - before);
            count(swarm.tables() - tables);
            if (known == null && entered) {
                stripe.swarms.put(infoHash, swarm);
                swarmCount.incrementAndGet();
            }
            return entered;
        }
    }

    @Override
    public void enterCounts(InfoHash infoHash, int completed, long handOuts) {
        withSwarm(infoHash, swarm -> swarm.enterCounts(completed, handOuts));
    }

    @Override
    public void leave(InfoHash infoHash, PeerEndpoint peer) {
        withSwarm(
                infoHash,
                swarm -> {
                    int before = swarm.size();
                    int tables = swarm.tables();
                    swarm.leave(peer);
                    peerCount.addAndGet(swarm.size() - before);
                    count(swarm.tables() - tables);
                });
    }

    @Override
    public void holdBack(InfoHash infoHash, PeerEndpoint peer) {
        withSwarm(infoHash, swarm -> swarm.holdBack(peer));
    }

    private void withSwarm(InfoHash infoHash, Consumer<Swarm> change) {
        var stripe = stripe(infoHash);
        synchronized (stripe) {
            Swarm swarm = stripe.swarms.get(infoHash);
            if (swarm != null) {
                change.accept(swarm);
            }
        }
    }

    @Override
    public void forEachSwarm(long nowSeconds, SwarmVisitor visitor) {
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                stripe.swarms.forEach(
                        (infoHash, swarm) -> {
                            if (visitor.swarm(infoHash, swarm.counts())) {
                                swarm.show(infoHash, nowSeconds, visitor);
                            }
                        });
            }
            visitor.pause();
        }
    }

    @Override
    public SwarmCounts counts(InfoHash infoHash) {
        var stripe = stripe(infoHash);
        synchronized (stripe) {
            Swarm swarm = stripe.swarms.get(infoHash);
            return swarm == null ? SwarmCounts.NONE : swarm.counts();
        }
    }

    @Override
    public ScrapeEntry scrape(InfoHash infoHash) {
        var stripe = stripe(infoHash);
        synchronized (stripe) {
            Swarm swarm = stripe.swarms.get(infoHash);
            return swarm == null ? new ScrapeEntry(0, 0, 0) : swarm.scrape();
        }
    }

    @Override
    public int sweep(long nowSeconds) {
        int gone = 0;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                gone += sweep(stripe, nowSeconds);
            }
        }
        return gone;
    }

    private int sweep(Stripe stripe, long nowSeconds) {
        // Expiries are kept modulo 2^14 s, of which one half is the past: after so long a pause
        // nothing can be told from them,
        // and all has ended.
        boolean afterPause =
                nowSeconds - stripe.sweptAtSeconds > MAX_LIFETIME_SECONDS
                        && stripe.sweptAtSeconds != Long.MIN_VALUE;
        stripe.sweptAtSeconds = nowSeconds;
        int gone = 0;
        for (Iterator<Swarm> swarms = stripe.swarms.values().iterator(); swarms.hasNext(); ) {
            Swarm swarm = swarms.next();
            int tables = swarm.tables();
            gone += afterPause ? swarm.size() : swarm.sweep(nowSeconds);
            if (afterPause || swarm.size() == 0) {
                swarm.release();
                swarms.remove();
                swarmCount.decrementAndGet();
                count(-tables);
            } else {
                count(swarm.tables() - tables);
            }
        }
        peerCount.addAndGet(-gone);
        return gone;
    }

    @Override
    public List<SwarmPeer> peers(InfoHash infoHash, long nowSeconds, int limit) {
        var peers = new ArrayList<SwarmPeer>();
        var stripe = stripe(infoHash);
        synchronized (stripe) {
            Swarm swarm = stripe.swarms.get(infoHash);
            if (swarm != null) {
                swarm.collect(peers, nowSeconds, limit);
            }
        }
        return peers;
    }

    @Override
    public Optional<SwarmPeer> peer(InfoHash infoHash, PeerEndpoint endpoint, long nowSeconds) {
        var stripe = stripe(infoHash);
        synchronized (stripe) {
            Swarm swarm = stripe.swarms.get(infoHash);
            return swarm == null ? Optional.empty() : swarm.peer(endpoint, nowSeconds);
        }
    }

    /// Without the members' swarm, which is no torrent.
    @Override
    public RegistryCounts counts() {
        int torrents = swarmCount.get();
        int seeders = 0;
        int draining = 0;
        int leechers = 0;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                for (var entry : stripe.swarms.entrySet()) {
                    if (Members.isMembers(entry.getKey())) {
                        torrents--;
                        continue;
                    }
                    seeders += entry.getValue().seeders();
                    draining += entry.getValue().drainingSeeders();
                    leechers += entry.getValue().leechers();
                }
            }
        }
        return new RegistryCounts(torrents, seeders, draining, leechers, turnedAway.sum());
    }

    private Stripe stripe(InfoHash infoHash) {
        // The infohash is already well mixed, except where somebody chose it: then one stripe
        // does the work.
        return stripes[(int) infoHash.middle() & STRIPES - 1];
    }
}
