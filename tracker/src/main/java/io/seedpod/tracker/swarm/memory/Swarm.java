package io.seedpod.tracker.swarm.memory;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.ScrapeEntry;
import io.seedpod.tracker.swarm.HandOut;
import io.seedpod.tracker.swarm.SwarmPeer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// One swarm: a table for each kind of peer and address family. The stripe's lock guards it.
final class Swarm {
    private final PeerTable seedersV4;
    private final PeerTable leechersV4;
    private final PeerTable seedersV6;
    private final PeerTable leechersV6;
    private int completed;

    Swarm(long seed, AtomicInteger detailBudget) {
        seedersV4 = new PeerTable(PeerTable.V4_WORDS, seed, PeerDetails.none(detailBudget));
        leechersV4 = new PeerTable(PeerTable.V4_WORDS, seed, PeerDetails.none(detailBudget));
        seedersV6 = new PeerTable(PeerTable.V6_WORDS, seed, PeerDetails.none(detailBudget));
        leechersV6 = new PeerTable(PeerTable.V6_WORDS, seed, PeerDetails.none(detailBudget));
    }

    /// @param maySwell whether the registry has room for a peer more
    /// @return by how many peers the swarm grew: -1, 0 or 1
    int announce(
            AnnounceRequest request,
            PeerEndpoint peer,
            long nowSeconds,
            int lifetimeSeconds,
            boolean maySwell,
            HandOut handOut,
            int[] scratch) {
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
        PeerTable own = v4 ? tableV4(request.isSeeder()) : tableV6(request.isSeeder());
        PeerTable other = v4 ? tableV4(!request.isSeeder()) : tableV6(!request.isSeeder());
        int before = size();

        int elsewhere = other.find(high, low, key);
        if (elsewhere >= 0) {
            other.remove(elsewhere);
        }
        int place = own.find(high, low, key);
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
        if (handOut.wanted() > 0) {
            handOut(request.isSeeder(), v4, place, nowSeconds, handOut, scratch);
        }
        long expiry = nowSeconds + lifetimeSeconds;
        if (place >= 0) {
            own.refresh(place, expiry);
        } else if (maySwell || size() < before) {
            place = own.insert(high, low, key, expiry);
        }
        if (place >= 0) {
            own.details().set(place, request, nowSeconds);
        }
        handOut.end(seeders(), leechers(), completedNow, place >= 0);
        return size() - before;
    }

    private void handOut(
            boolean toSeeder,
            boolean v4,
            int asker,
            long nowSeconds,
            HandOut target,
            int[] scratch) {
        familyHandOut(toSeeder, v4, asker, nowSeconds, target, scratch);
        if (target.bothFamilies()) {
            familyHandOut(toSeeder, !v4, -1, nowSeconds, target, scratch);
        }
    }

    /// A leecher gets seeders for at least half of the places, and leechers for the rest: a swarm
    /// of whom nobody knows another leecher would hang on its seeders alone. Either kind fills up
    /// what the other leaves.
    private void familyHandOut(
            boolean toSeeder,
            boolean v4,
            int asker,
            long nowSeconds,
            HandOut target,
            int[] scratch) {
        PeerTable leechers = v4 ? leechersV4 : leechersV6;
        if (toSeeder) {
            leechers.handOut(target.wanted() - target.count(), -1, nowSeconds, target, scratch);
            return;
        }
        PeerTable seeders = v4 ? seedersV4 : seedersV6;
        int wanted = target.wanted() - target.count();
        int others = leechers.size() - (asker >= 0 ? 1 : 0);
        int forSeeders = Math.min(seeders.size(), wanted - Math.min(others, wanted / 2));
        seeders.handOut(forSeeders, -1, nowSeconds, target, scratch);
        leechers.handOut(target.wanted() - target.count(), asker, nowSeconds, target, scratch);
    }

    int sweep(long nowSeconds) {
        return seedersV4.sweep(nowSeconds)
                + leechersV4.sweep(nowSeconds)
                + seedersV6.sweep(nowSeconds)
                + leechersV6.sweep(nowSeconds);
    }

    void collect(List<SwarmPeer> target, long nowSeconds, int limit) {
        collect(seedersV4, true, true, target, nowSeconds, limit);
        collect(seedersV6, true, false, target, nowSeconds, limit);
        collect(leechersV4, false, true, target, nowSeconds, limit);
        collect(leechersV6, false, false, target, nowSeconds, limit);
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
        return seedersV4.size() + seedersV6.size();
    }

    int leechers() {
        return leechersV4.size() + leechersV6.size();
    }

    int size() {
        return seeders() + leechers();
    }

    void release() {
        seedersV4.dropDetails();
        leechersV4.dropDetails();
        seedersV6.dropDetails();
        leechersV6.dropDetails();
    }

    private PeerTable tableV4(boolean seeder) {
        return seeder ? seedersV4 : leechersV4;
    }

    private PeerTable tableV6(boolean seeder) {
        return seeder ? seedersV6 : leechersV6;
    }
}
