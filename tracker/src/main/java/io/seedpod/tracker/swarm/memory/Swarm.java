package io.seedpod.tracker.swarm.memory;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.ScrapeEntry;
import io.seedpod.tracker.swarm.HandOut;
import io.seedpod.tracker.swarm.SwarmPeer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// One swarm: a table for each kind of peer and address family, made when the first such peer
/// comes. The stripe's lock guards it.
final class Swarm {
    // The tables' numbers: family, then kind.
    private static final int V4 = 0;
    private static final int V6 = 2;
    private static final int LEECHERS = 0;
    private static final int SEEDERS = 1;
    private static final int TABLES = 4;

    private final PeerTable[] tables = new PeerTable[TABLES];
    private final long seed;
    private final AtomicInteger detailBudget;
    private int completed;

    Swarm(long seed, AtomicInteger detailBudget) {
        this.seed = seed;
        this.detailBudget = detailBudget;
        Arrays.fill(tables, PeerTable.NONE);
    }

    /// @param maySwell whether the registry has room for a peer more
    /// @return by how many peers the swarm grew: -1, 0 or 1
    int announce(
            AnnounceRequest request,
            PeerEndpoint peer,
            long nowSeconds,
            int lifetimeSeconds,
            boolean maySwell,
            HandOut handOut) {
        long high = 0;
        long low = 0;
        long key = peer.port();
        boolean v4 = false;
        switch (peer) {
            case PeerEndpoint.V4(int address, int port) -> {
                key = (address & 0xffffffffL) << 16 | port;
                v4 = true;
            }
            case PeerEndpoint.V6(long first, long second, _) -> {
                high = first;
                low = second;
            }
        }
        int family = v4 ? V4 : V6;
        int kind = request.isSeeder() ? SEEDERS : LEECHERS;
        PeerTable own = tables[family + kind];
        PeerTable other = tables[family + (kind ^ 1)];
        int before = size();

        int place = own.find(high, low, key);
        // It is in one of the two at most: who is here need not be looked for there.
        int elsewhere = place >= 0 ? -1 : other.find(high, low, key);
        if (elsewhere >= 0) {
            other.remove(elsewhere);
        }
        boolean wasHere = place >= 0 && !own.isExpired(place, nowSeconds);

        if (request.event() == AnnounceEvent.STOPPED) {
            if (place >= 0) {
                own.remove(place);
            }
            handOut.end(seeders(), leechers(), false, false);
            return size() - before;
        }
        if (place >= 0 && !wasHere) {
            // A life after the end of the last one: a newcomer.
            own.remove(place);
            place = -1;
        }
        boolean completedNow =
                request.event() == AnnounceEvent.COMPLETED && request.isSeeder() && !wasHere;
        if (completedNow) {
            completed++;
        }
        long expiry = nowSeconds + lifetimeSeconds;
        boolean remembered = place >= 0;
        if (remembered) {
            own.refresh(place, expiry);
            own.details().set(place, request, nowSeconds);
        }
        if (handOut.wanted() > 0) {
            // Places change with this.
            handOut(kind, family, place, nowSeconds, handOut);
        }
        if (!remembered && (maySwell || size() < before)) {
            own = madeTable(family, kind);
            int entered = own.insert(high, low, key, expiry);
            own.details().set(entered, request, nowSeconds);
            remembered = true;
        }
        handOut.end(seeders(), leechers(), completedNow, remembered);
        return size() - before;
    }

    private PeerTable madeTable(int family, int kind) {
        var table = tables[family + kind];
        if (table.equals(PeerTable.NONE)) {
            int words = family == V4 ? PeerRecords.V4_WORDS : PeerRecords.V6_WORDS;
            table = new PeerTable(words, seed, PeerDetails.none(detailBudget));
            tables[family + kind] = table;
        }
        return table;
    }

    private void handOut(int toKind, int family, int asker, long nowSeconds, HandOut target) {
        familyHandOut(toKind, family, asker, nowSeconds, target);
        if (target.bothFamilies()) {
            familyHandOut(toKind, family ^ V6, -1, nowSeconds, target);
        }
    }

    /// A leecher gets seeders for at least half of the places, and leechers for the rest: a swarm
    /// of whom nobody knows another leecher would hang on its seeders alone. Either kind fills up
    /// what the other leaves.
    private void familyHandOut(int toKind, int family, int asker, long nowSeconds, HandOut target) {
        PeerTable leechers = tables[family + LEECHERS];
        int wanted = target.wanted() - target.count();
        if (toKind == SEEDERS) {
            leechers.handOut(wanted, -1, nowSeconds, target);
            return;
        }
        PeerTable seeders = tables[family + SEEDERS];
        int others = leechers.size() - (asker >= 0 ? 1 : 0);
        int forSeeders = Math.min(seeders.size(), wanted - Math.min(others, wanted / 2));
        seeders.handOut(forSeeders, -1, nowSeconds, target);
        leechers.handOut(target.wanted() - target.count(), asker, nowSeconds, target);
    }

    int sweep(long nowSeconds) {
        int gone = 0;
        for (var table : tables) {
            gone += table.sweep(nowSeconds);
        }
        return gone;
    }

    void collect(List<SwarmPeer> target, long nowSeconds, int limit) {
        for (int kind : new int[] {SEEDERS, LEECHERS}) {
            collect(tables[V4 + kind], kind == SEEDERS, true, target, nowSeconds, limit);
            collect(tables[V6 + kind], kind == SEEDERS, false, target, nowSeconds, limit);
        }
    }

    private static void collect(
            PeerTable table,
            boolean seeder,
            boolean v4,
            List<SwarmPeer> target,
            long nowSeconds,
            int limit) {
        table.forEach(
                nowSeconds,
                (high, low, address, port, place) -> {
                    if (target.size() >= limit) {
                        return false;
                    }
                    PeerEndpoint endpoint =
                            v4
                                    ? new PeerEndpoint.V4(address, port)
                                    : new PeerEndpoint.V6(high, low, port);
                    target.add(
                            new SwarmPeer(endpoint, seeder, table.details().at(place, nowSeconds)));
                    return true;
                });
    }

    ScrapeEntry scrape() {
        return new ScrapeEntry(seeders(), completed, leechers());
    }

    int seeders() {
        return tables[V4 + SEEDERS].size() + tables[V6 + SEEDERS].size();
    }

    int leechers() {
        return tables[V4 + LEECHERS].size() + tables[V6 + LEECHERS].size();
    }

    int size() {
        return seeders() + leechers();
    }

    void release() {
        for (var table : tables) {
            table.dropDetails();
        }
    }
}
