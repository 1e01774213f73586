package io.seedpod.tracker.swarm.memory;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.Labels;
import io.seedpod.model.tracker.ScrapeEntry;
import io.seedpod.tracker.swarm.HandOut;
import io.seedpod.tracker.swarm.KnownPeer;
import io.seedpod.tracker.swarm.SwarmCounts;
import io.seedpod.tracker.swarm.SwarmPeer;
import io.seedpod.tracker.swarm.SwarmVisitor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One swarm: a table for each kind of peer and address family, made when the first such peer
/// comes. The stripe's lock guards it.
final class Swarm {
    // The tables' numbers: family, then kind.
    private static final int V4 = 0;
    private static final int V6 = 2;
    private static final int LEECHERS = 0;
    private static final int SEEDERS = 1;
    private static final int TABLES = 4;
    private static final int[] KINDS = {SEEDERS, LEECHERS};

    private final PeerTable[] tables = new PeerTable[TABLES];
    private final Shared shared;

    /// How many of them there are.
    private int made;

    private int completed;
    private long handOuts;

    Swarm(Shared shared) {
        this.shared = shared;
        Arrays.fill(tables, PeerTable.NONE);
    }

    /// @param maySwell whether the registry has room for a peer more
    /// @param mayMakeTable whether it has room for a table more
    /// @return by how many peers the swarm grew: -1, 0 or 1
    int announce(
            AnnounceRequest request,
            PeerEndpoint peer,
            long nowSeconds,
            int lifetimeSeconds,
            boolean maySwell,
            boolean mayMakeTable,
            HandOut handOut) {
        long high = high(peer);
        long low = low(peer);
        long key = key(peer);
        int family = family(peer);
        int kind = kind(request.isSeeder());
        var extras = request.extras();
        var standing = extras.draining() ? Standing.DRAINING : Standing.READY;
        var labels = extras.labels();
        PeerTable own = tables[family + kind];
        PeerTable other = tables[family + (kind ^ 1)];
        int before = size();
        int tablesBefore = made;

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
            dropEmptyTables();
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
            own.refresh(place, expiry, lifetimeSeconds);
            own.details().set(place, request, nowSeconds);
            place = own.stand(place, standing, labels);
        }
        if (handOut.wanted() > 0) {
            // Places change with this.
            handOut(request.isSeeder(), labels, family, place, nowSeconds, handOut);
            handOuts += handOut.count();
        }
        if (!remembered) {
            boolean hasPlace = maySwell || size() < before;
            dropEmptyTables();
            remembered = hasPlace && hasRoom(family, kind, mayMakeTable, tablesBefore);
            if (remembered) {
                own = madeTable(family, kind);
                int entered = own.add(high, low, key, expiry, lifetimeSeconds);
                own.details().begin(entered, nowSeconds);
                own.details().set(entered, request, nowSeconds);
                own.enter(entered, standing, labels);
            }
        }
        handOut.end(seeders(), leechers(), completedNow, remembered);
        return size() - before;
    }

    private static long high(PeerEndpoint peer) {
        return peer instanceof PeerEndpoint.V6 six ? six.high() : 0;
    }

    private static long low(PeerEndpoint peer) {
        return peer instanceof PeerEndpoint.V6 six ? six.low() : 0;
    }

    private static long key(PeerEndpoint peer) {
        return peer instanceof PeerEndpoint.V4(int address, int port)
                ? (address & 0xffffffffL) << 16 | port
                : peer.port();
    }

    private static int family(PeerEndpoint peer) {
        return peer instanceof PeerEndpoint.V4 ? V4 : V6;
    }

    private static int kind(boolean seeder) {
        return seeder ? SEEDERS : LEECHERS;
    }

    /// Whether there are peers like this one.
    boolean hasTable(PeerEndpoint peer, boolean seeder) {
        return hasTable(family(peer), kind(seeder));
    }

    private boolean hasTable(int family, int kind) {
        return !tables[family + kind].equals(PeerTable.NONE);
    }

    /// Whether a peer may come into this table: it is there, may be made, or takes the place of one
    /// that was dropped.
    private boolean hasRoom(int family, int kind, boolean mayMakeTable, int tablesBefore) {
        return hasTable(family, kind) || mayMakeTable || made < tablesBefore;
    }

    /// How many tables there are, each with somebody in it.
    int tables() {
        return made;
    }

    private void dropEmptyTables() {
        for (int i = 0; i < TABLES; i++) {
            if (tables[i].size() == 0 && !tables[i].equals(PeerTable.NONE)) {
                tables[i].release();
                tables[i] = PeerTable.NONE;
                made--;
            }
        }
    }

    private PeerTable madeTable(int family, int kind) {
        var table = tables[family + kind];
        if (!hasTable(family, kind)) {
            table =
                    new PeerTable(
                            family == V4 ? PeerRecords.V4_WORDS : PeerRecords.V6_WORDS, shared);
            tables[family + kind] = table;
            made++;
        }
        return table;
    }

    /// Enters a peer that somebody else tells of.
    ///
    /// @param maySwell whether the registry has room for a peer more
    /// @param mayMakeTable whether it has room for a table more
    /// @return whether it is now known as told
    boolean enter(
            KnownPeer told,
            long nowSeconds,
            boolean heldBack,
            boolean maySwell,
            boolean mayMakeTable) {
        var peer = told.endpoint();
        int family = family(peer);
        int tablesBefore = made;
        boolean announcedHere = false;
        boolean known = false;
        for (int each : KINDS) {
            var table = tables[family + each];
            int place = table.find(high(peer), low(peer), key(peer));
            if (place < 0) {
                continue;
            }
            if (table.remaining(place, nowSeconds) >= told.lifetimeSeconds()) {
                return false;
            }
            known = true;
            boolean lives = !table.isExpired(place, nowSeconds);
            announcedHere = lives && table.standing(place) == Standing.READY;
            if (lives && each == kind(told.seeder())) {
                refresh(table, place, told, nowSeconds, heldBack && !announcedHere);
                return true;
            }
            table.remove(place);
        }
        dropEmptyTables();
        int kind = kind(told.seeder());
        if ((!known && !maySwell) || !hasRoom(family, kind, mayMakeTable, tablesBefore)) {
            return false;
        }
        var table = madeTable(family, kind);
        int place =
                table.addKnown(
                        high(peer),
                        low(peer),
                        key(peer),
                        nowSeconds + told.lifetimeSeconds(),
                        told.lifetimeSeconds());
        table.details().begin(place, nowSeconds);
        table.details().set(place, told, nowSeconds);
        var standing = standing(told, heldBack && !announcedHere);
        if (told.handOuts() == KnownPeer.UNKNOWN_HAND_OUTS) {
            table.enter(place, standing, told.labels());
        } else {
            table.enter(place, standing, told.labels(), told.handOuts());
        }
        return true;
    }

    /// Who is here keeps its turn: siblings tell of the same peers again and again.
    private static void refresh(
            PeerTable table, int place, KnownPeer told, long nowSeconds, boolean heldBack) {
        table.refreshKnown(place, nowSeconds + told.lifetimeSeconds(), told.lifetimeSeconds());
        table.details().set(place, told, nowSeconds);
        var _ = table.stand(place, standing(told, heldBack), told.labels());
    }

    private static Standing standing(KnownPeer told, boolean heldBack) {
        return told.draining() ? Standing.DRAINING : heldBack ? Standing.HELD_BACK : Standing.READY;
    }

    void enterCounts(int moreCompleted, long moreHandOuts) {
        completed = Math.max(completed, moreCompleted);
        handOuts = Math.max(handOuts, moreHandOuts);
    }

    void leave(PeerEndpoint peer) {
        for (int kind : KINDS) {
            var table = tables[family(peer) + kind];
            int place = table.find(high(peer), low(peer), key(peer));
            if (place >= 0) {
                table.remove(place);
            }
        }
        dropEmptyTables();
    }

    void holdBack(PeerEndpoint peer) {
        for (int kind : KINDS) {
            var table = tables[family(peer) + kind];
            int place = table.find(high(peer), low(peer), key(peer));
            if (place >= 0 && table.standing(place) == Standing.READY) {
                table.stand(place, Standing.HELD_BACK, table.labels(place));
            }
        }
    }

    /// Those in turn first, of the asker's family before the other; then those held back.
    ///
    /// @param place the asker's, in its own table, -1 = none
    private void handOut(
            boolean toSeeder, Labels to, int family, int place, long nowSeconds, HandOut target) {
        handOut(toSeeder, to, family, place, nowSeconds, false, target);
        if (target.bothFamilies()) {
            handOut(toSeeder, to, family ^ V6, -1, nowSeconds, false, target);
        }
        if (target.count() < target.wanted()) {
            handOut(toSeeder, to, family, place, nowSeconds, true, target);
            if (target.bothFamilies()) {
                handOut(toSeeder, to, family ^ V6, -1, nowSeconds, true, target);
            }
        }
    }

    /// A leecher gets seeders for at least half of the places, and leechers for the rest: a swarm
    /// of whom nobody knows another leecher would hang on its seeders alone. Either kind fills up
    /// what the other leaves.
    private void handOut(
            boolean toSeeder,
            Labels to,
            int family,
            int place,
            long nowSeconds,
            boolean held,
            HandOut target) {
        var leechers = tables[family + LEECHERS];
        int wanted = target.wanted() - target.count();
        if (toSeeder) {
            handOut(leechers, wanted, -1, to, nowSeconds, held, target);
            return;
        }
        var seeders = tables[family + SEEDERS];
        boolean askerIsThere = place >= 0 && (leechers.standing(place) == Standing.READY) != held;
        int others = count(leechers, held) - (askerIsThere ? 1 : 0);
        int forSeeders = Math.min(count(seeders, held), wanted - Math.min(others, wanted / 2));
        handOut(seeders, forSeeders, -1, to, nowSeconds, held, target);
        handOut(leechers, target.wanted() - target.count(), place, to, nowSeconds, held, target);
    }

    private static int count(PeerTable table, boolean held) {
        return held ? table.held() : table.ready();
    }

    private static void handOut(
            PeerTable table,
            int wanted,
            int asker,
            Labels to,
            long nowSeconds,
            boolean held,
            HandOut target) {
        if (held) {
            table.handOutHeld(wanted, asker, nowSeconds, target);
        } else {
            table.handOut(wanted, asker, to, nowSeconds, target);
        }
    }

    int sweep(long nowSeconds) {
        int gone = 0;
        for (var table : tables) {
            gone += table.sweep(nowSeconds);
        }
        dropEmptyTables();
        return gone;
    }

    Optional<SwarmPeer> peer(PeerEndpoint peer, long nowSeconds) {
        for (int kind : KINDS) {
            var table = tables[family(peer) + kind];
            int place = table.find(high(peer), low(peer), key(peer));
            if (place >= 0 && !table.isExpired(place, nowSeconds)) {
                return Optional.of(described(peer, kind, table, place, nowSeconds));
            }
        }
        return Optional.empty();
    }

    void collect(List<SwarmPeer> target, long nowSeconds, int limit) {
        for (int kind : KINDS) {
            collect(kind, V4, target, nowSeconds, limit);
            collect(kind, V6, target, nowSeconds, limit);
        }
    }

    private void collect(int kind, int family, List<SwarmPeer> target, long nowSeconds, int limit) {
        var table = tables[family + kind];
        table.forEach(
                nowSeconds,
                (high, low, address, port, place) -> {
                    if (target.size() >= limit) {
                        return false;
                    }
                    var peer = endpoint(family, high, low, address, port);
                    target.add(described(peer, kind, table, place, nowSeconds));
                    return true;
                });
    }

    private static SwarmPeer described(
            PeerEndpoint peer, int kind, PeerTable table, int place, long nowSeconds) {
        return new SwarmPeer(
                peer,
                kind == SEEDERS,
                table.labels(place),
                table.standing(place) == Standing.HELD_BACK,
                table.standing(place) == Standing.DRAINING,
                table.handOuts(place),
                table.details().at(place, nowSeconds));
    }

    private static PeerEndpoint endpoint(int family, long high, long low, int address, int port) {
        return family == V4
                ? new PeerEndpoint.V4(address, port)
                : new PeerEndpoint.V6(high, low, port);
    }

    void show(InfoHash infoHash, long nowSeconds, SwarmVisitor visitor) {
        for (int kind : KINDS) {
            show(infoHash, kind, V4, nowSeconds, visitor);
            show(infoHash, kind, V6, nowSeconds, visitor);
        }
    }

    private void show(
            InfoHash infoHash, int kind, int family, long nowSeconds, SwarmVisitor visitor) {
        var table = tables[family + kind];
        table.forEach(
                nowSeconds,
                (high, low, address, port, place) -> {
                    var details = table.details().at(place, nowSeconds);
                    visitor.peer(
                            infoHash,
                            new KnownPeer(
                                    endpoint(family, high, low, address, port),
                                    details.map(SwarmPeer.Details::peerId)
                                            .orElse(KnownPeer.UNKNOWN_ID),
                                    kind == SEEDERS,
                                    details.map(SwarmPeer.Details::left)
                                            .orElse(KnownPeer.UNKNOWN_LEFT),
                                    table.labels(place),
                                    table.standing(place) == Standing.DRAINING,
                                    table.remaining(place, nowSeconds),
                                    table.handOuts(place)));
                    return true;
                });
    }

    SwarmCounts counts() {
        return new SwarmCounts(seeders(), leechers(), completed, handOuts);
    }

    ScrapeEntry scrape() {
        return new ScrapeEntry(seeders(), completed, leechers());
    }

    /// Without those that are draining.
    int seeders() {
        return tables[V4 + SEEDERS].staying() + tables[V6 + SEEDERS].staying();
    }

    int drainingSeeders() {
        return tables[V4 + SEEDERS].size() + tables[V6 + SEEDERS].size() - seeders();
    }

    int leechers() {
        return tables[V4 + LEECHERS].size() + tables[V6 + LEECHERS].size();
    }

    int size() {
        return seeders() + drainingSeeders() + leechers();
    }

    void release() {
        for (var table : tables) {
            table.release();
        }
    }
}
