package io.seedpod.tracker.swarm.memory;

import io.seedpod.model.tracker.Labels;
import io.seedpod.tracker.swarm.HandOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The order in which the peers of a table are handed out where some of them say where they run:
/// near ones first, with a share for others. Some 30 bytes more a peer, and 150 for each node.
///
/// The stripe's lock guards it.
final class Classes implements Turns {
    // Peers of the same labels stand in a ring, a leaf; a zone keeps its leaves in a heap. Whoever
    // is taken is one of those of its class that were handed out least: the lowest leaf of a zone,
    // and the lowest zone of several. So the counts of those whom all askers see in one class
    // differ by at most one. In one reply a leaf gives each of its peers once; one that has given
    // all leaves the heap until the reply is done. Cost of a reply: O(wanted (zones + log leaves)),
    // with zones bounded: whoever invents more of them must not make replies dear.
    private static final int NOBODY = -1;

    /// Zones that are told apart; who says any other counts as having said nothing.
    static final int MAX_ZONES = 256;

    private final PeerTable table;
    private final Map<Labels, Leaf> leaves = new HashMap<>();
    private final Map<Labels, Zone> zones = new HashMap<>();
    private final List<Zone> zoneList = new ArrayList<>();
    private final List<Leaf> spent = new ArrayList<>();

    // Of the reply at hand: zones that are asked, and how often the least of each was handed out.
    private final List<Zone> inScope = new ArrayList<>();
    private long[] lowests = {};

    // For each place.
    private Leaf[] leafOf = {};
    private byte[] standings = {};
    private int[] next = {};
    private int[] previous = {};
    private long[] counts = {};

    private int ready;
    private int draining;
    private int members;
    private int labelled;
    private int firstHeld = NOBODY;
    private int reply;
    private int zoneTurn;

    Classes(PeerTable table) {
        this.table = table;
        resize(table.records().room());
    }

    @Override
    public void resize(int room) {
        leafOf = Arrays.copyOf(leafOf, room);
        standings = Arrays.copyOf(standings, room);
        next = Arrays.copyOf(next, room);
        previous = Arrays.copyOf(previous, room);
        counts = Arrays.copyOf(counts, room);
    }

    /// Whether some peer says where it runs.
    boolean isNeeded() {
        return labelled > 0;
    }

    @Override
    public int ready() {
        return ready;
    }

    @Override
    public int staying() {
        return members - draining;
    }

    @Override
    public Standing standing(int place) {
        return Standing.of(standings[place]);
    }

    @Override
    public Labels labels(int place) {
        return leafOf[place].labels;
    }

    @Override
    public long handOuts(int place) {
        return counts[place];
    }

    @Override
    public int enter(int last, Standing standing, Labels labels) {
        return join(last, standing, leaf(labels), Long.MIN_VALUE);
    }

    @Override
    public int enter(int last, Standing standing, Labels labels, long handOuts) {
        var leaf = leaf(labels);
        if (leaf.ready == 0) {
            leaf.base = leaf.members == 0 ? handOuts : Math.min(leaf.base, handOuts);
        }
        return join(last, standing, leaf, handOuts);
    }

    private int join(int place, Standing standing, Leaf leaf, long handOuts) {
        leafOf[place] = leaf;
        leaf.members++;
        members++;
        labelled += leaf.labels.areNone() ? 0 : 1;
        counts[place] = handOuts == Long.MIN_VALUE ? lowest(leaf) : handOuts;
        link(place, standing);
        return place;
    }

    /// How often the least of the class was handed out that a newcomer of this leaf belongs to: its
    /// leaf, else its zone, else all.
    private long lowest(Leaf leaf) {
        if (leaf.ready > 0) {
            return leaf.lowest();
        }
        if (!leaf.zone.isEmpty()) {
            return leaf.zone.lowest();
        }
        long lowest = Long.MAX_VALUE;
        for (var zone : zoneList) {
            lowest = zone.isEmpty() ? lowest : Math.min(lowest, zone.lowest());
        }
        return lowest == Long.MAX_VALUE ? leaf.base : lowest;
    }

    @Override
    public int stand(int place, Standing standing, Labels labels) {
        var leaf = leafOf[place];
        if (!leaf.labels.equals(labels) && leaf(labels) != leaf) {
            leave(place);
            return join(place, standing, leaf(labels), Long.MIN_VALUE);
        }
        if (standings[place] != standing.number()) {
            unlink(place);
            link(place, standing);
        }
        return place;
    }

    private Leaf leaf(Labels labels) {
        var known = leaves.get(labels);
        if (known != null) {
            return known;
        }
        var zoneLabels = new Labels("", labels.zone(), labels.region());
        if (zones.size() >= MAX_ZONES && !zoneLabels.areNone() && !zones.containsKey(zoneLabels)) {
            return leaf(Labels.NONE);
        }
        var kept = table.labelBook().borrow(labels);
        var same = leaves.get(kept);
        if (same != null) {
            return same;
        }
        zoneLabels = kept.areNone() ? kept : zoneLabels;
        var zone = zones.get(zoneLabels);
        if (zone == null) {
            zone = new Zone(zoneLabels);
            zones.put(zoneLabels, zone);
            zoneList.add(zone);
        }
        var leaf = new Leaf(kept, zone);
        zone.leaves++;
        leaves.put(kept, leaf);
        return leaf;
    }

    private void leave(int place) {
        unlink(place);
        var leaf = leafOf[place];
        leaf.members--;
        members--;
        labelled -= leaf.labels.areNone() ? 0 : 1;
        if (leaf.members == 0) {
            leaves.remove(leaf.labels);
            table.labelBook().giveBack(leaf.labels);
            if (--leaf.zone.leaves == 0) {
                zones.remove(leaf.zone.labels);
                zoneList.remove(leaf.zone);
            }
        }
    }

    @Override
    public void toEnd(int place, int last) {
        leave(place);
        table.swap(place, last);
        if (place != last) {
            moved(last, place);
        }
    }

    /// The record at one place is at another now.
    private void moved(int from, int to) {
        leafOf[to] = leafOf[from];
        standings[to] = standings[from];
        counts[to] = counts[from];
        boolean alone = next[from] == from;
        next[to] = alone ? to : next[from];
        previous[to] = alone ? to : previous[from];
        next[previous[to]] = to;
        previous[next[to]] = to;
        var leaf = leafOf[to];
        leaf.first = leaf.first == from ? to : leaf.first;
        leaf.lastUntaken = leaf.lastUntaken == from ? to : leaf.lastUntaken;
        firstHeld = firstHeld == from ? to : firstHeld;
    }

    /// Has a peer of a leaf be in the ring where it belongs.
    private void link(int place, Standing standing) {
        standings[place] = standing.number();
        if (standing != Standing.READY) {
            draining += standing == Standing.DRAINING ? 1 : 0;
            firstHeld = insertBefore(firstHeld, place) == NOBODY ? place : firstHeld;
            return;
        }
        ready++;
        var leaf = leafOf[place];
        if (leaf.ready == 0 && (counts[place] < leaf.base || counts[place] > leaf.base + 1)) {
            leaf.base = counts[place];
        }
        boolean isTaken = counts[place] > leaf.base;
        counts[place] = leaf.base + (isTaken ? 1 : 0);
        boolean first = insertBefore(isTaken ? leaf.first : afterUntaken(leaf), place) == NOBODY;
        leaf.ready++;
        if (!isTaken) {
            leaf.first = leaf.untaken == 0 ? place : leaf.first;
            leaf.lastUntaken = place;
            leaf.untaken++;
        } else if (first) {
            leaf.first = place;
        }
        leaf.zone.put(leaf);
    }

    /// An asker alone on its node would fall behind by each reply that it is left out of.
    private void keepUp(int asker) {
        var leaf = leafOf[asker];
        if (leaf.ready == 0 && counts[asker] < lowest(leaf)) {
            counts[asker] = lowest(leaf);
        }
    }

    private int afterUntaken(Leaf leaf) {
        return leaf.untaken == 0 ? leaf.first : next[leaf.lastUntaken];
    }

    /// Puts a place into a ring, alone if there is none.
    ///
    /// @return where it was put, NOBODY if alone
    private int insertBefore(int where, int place) {
        if (where == NOBODY) {
            next[place] = place;
            previous[place] = place;
            return NOBODY;
        }
        next[place] = where;
        previous[place] = previous[where];
        next[previous[where]] = place;
        previous[where] = place;
        return where;
    }

    private void unlink(int place) {
        int after = next[place] == place ? NOBODY : next[place];
        int before = previous[place];
        next[before] = next[place];
        previous[next[place]] = before;
        if (standings[place] != Standing.READY.number()) {
            draining -= standings[place] == Standing.DRAINING.number() ? 1 : 0;
            firstHeld = firstHeld == place ? after : firstHeld;
            return;
        }
        ready--;
        var leaf = leafOf[place];
        leaf.ready--;
        if (leaf.untaken > 0 && counts[place] == leaf.base) {
            leaf.untaken--;
            if (leaf.lastUntaken == place) {
                leaf.lastUntaken = before;
            }
        }
        leaf.first = leaf.first == place ? after : leaf.first;
        leaf.zone.put(leaf);
    }

    @Override
    public void handOut(int wanted, int asker, Labels to, long nowSeconds, HandOut target) {
        if (wanted <= 0 || ready == 0) {
            return;
        }
        reply++;
        boolean askerWaits = asker != NOBODY && standings[asker] == Standing.READY.number();
        if (askerWaits) {
            unlink(asker);
        }
        compose(wanted, to, nowSeconds, target);
        for (int i = 0; i < spent.size(); i++) {
            spent.get(i).zone.put(spent.get(i));
        }
        spent.clear();
        if (askerWaits) {
            keepUp(asker);
            link(asker, Standing.READY);
        }
    }

    /// The asker's node, zone and region in this order, as far as they say; then, for a share of
    /// the reply at least, whoever is farther away; and what that leaves, near ones again.
    private void compose(int wanted, Labels to, long nowSeconds, HandOut target) {
        int end = target.count() + wanted;
        int nearEnd = end - Math.round(wanted * table.farShare() / 100f);
        takeNear(to, nearEnd, nowSeconds, target);
        var own = leaves.get(to);
        if (own != null && to.zone().isEmpty() && !to.node().isEmpty()) {
            spend(own);
        }
        takeFrom(Scope.FAR, to, end, nowSeconds, target);
        takeNear(to, end, nowSeconds, target);
    }

    private void takeNear(Labels to, int end, long nowSeconds, HandOut target) {
        int before = target.count();
        var leaf = leaves.get(to);
        if (leaf != null && !to.node().isEmpty()) {
            takeFrom(leaf, end, Long.MAX_VALUE, nowSeconds, target);
            target.countSameNode(target.count() - before);
            before = target.count();
        }
        if (!to.zone().isEmpty()) {
            var zone = leaf != null ? leaf.zone : zone(to);
            if (zone != null) {
                takeFrom(zone, end, Long.MAX_VALUE, nowSeconds, target);
                target.countSameZone(target.count() - before);
            }
        }
        if (!to.region().isEmpty()) {
            takeFrom(Scope.REGION, to, end, nowSeconds, target);
        }
    }

    /// The zone of somebody of whose labels nobody is here. Makes nothing to look it up with.
    private @Nullable Zone zone(Labels to) {
        for (int i = 0; i < zoneList.size(); i++) {
            var zone = zoneList.get(i);
            if (zone.labels.zone().equals(to.zone()) && zone.labels.region().equals(to.region())) {
                return zone;
            }
        }
        return null;
    }

    private enum Scope {
        /// The asker's region.
        REGION,
        /// Outside the asker's zone; outside its region if it says no zone and no node.
        FAR;

        private boolean holds(Zone zone, Labels to) {
            boolean sameRegion = sameRegion(zone, to);
            boolean home =
                    to.zone().isEmpty()
                            ? sameRegion && to.node().isEmpty()
                            : zone.labels.zone().equals(to.zone())
                                    && zone.labels.region().equals(to.region());
            return !zone.isEmpty() && (this == FAR ? !home : sameRegion);
        }

        private static boolean sameRegion(Zone zone, Labels to) {
            return !to.region().isEmpty() && zone.labels.region().equals(to.region());
        }
    }

    /// Takes those handed out least from several zones, a few from each at a time.
    private void takeFrom(Scope scope, Labels to, int end, long nowSeconds, HandOut target) {
        if (target.count() == end) {
            return;
        }
        for (int i = 0; i < zoneList.size(); i++) {
            if (scope.holds(zoneList.get(i), to)) {
                inScope.add(zoneList.get(i));
            }
        }
        if (lowests.length < inScope.size()) {
            lowests = new long[zoneList.size()];
        }
        for (int i = 0; i < inScope.size(); i++) {
            lowests[i] = inScope.get(i).lowest();
        }
        int portion = Math.max(1, (end - target.count()) / Math.max(1, inScope.size()));
        while (target.count() < end && takeInScope(to, portion, end, nowSeconds, target)) {
            // The next zone.
        }
        inScope.clear();
    }

    /// @return whether there was anybody
    private boolean takeInScope(Labels to, int portion, int end, long nowSeconds, HandOut target) {
        int zones = inScope.size();
        int lowest = NOBODY;
        long least = Long.MAX_VALUE;
        long second = Long.MAX_VALUE;
        int each = zoneTurn < zones ? zoneTurn : 0;
        for (int i = 0; i < zones; i++) {
            long count = lowests[each];
            if (count < least) {
                second = least;
                least = count;
                lowest = each;
            } else if (count < second) {
                second = count;
            }
            each = each + 1 < zones ? each + 1 : 0;
        }
        if (lowest == NOBODY) {
            return false;
        }
        zoneTurn = lowest + 1;
        var zone = inScope.get(lowest);
        int before = target.count();
        takeFrom(zone, Math.min(end, before + portion), second, nowSeconds, target);
        lowests[lowest] = zone.isEmpty() ? Long.MAX_VALUE : zone.lowest();
        if (Scope.sameRegion(zone, to)) {
            target.countSameRegion(target.count() - before);
        }
        return true;
    }

    /// Takes those of a zone that were handed out least, and none that was more often than `most`.
    private void takeFrom(Zone zone, int end, long most, long nowSeconds, HandOut target) {
        while (target.count() < end && !zone.isEmpty() && zone.lowest() <= most) {
            takeFrom(zone.top(), end, Math.min(most, zone.second()), nowSeconds, target);
        }
    }

    private void takeFrom(Leaf leaf, int end, long most, long nowSeconds, HandOut target) {
        var records = table.records();
        long lifetimes = table.lifetimes();
        int free = leaf.free(reply);
        for (; target.count() < end && free > 0 && leaf.lowest() <= most; free--) {
            if (leaf.untaken == 0) {
                leaf.base++;
                leaf.untaken = leaf.ready;
                leaf.lastUntaken = previous[leaf.first];
            }
            int place = leaf.first;
            leaf.first = next[place];
            leaf.untaken--;
            counts[place] = leaf.base + 1;
            leaf.countTaken(reply);
            records.handOut(place, nowSeconds, lifetimes, target);
        }
        if (free == 0) {
            spend(leaf);
        } else {
            leaf.zone.put(leaf);
        }
    }

    /// Has a leaf not be taken from until the reply is done.
    private void spend(Leaf leaf) {
        if (leaf.heapIndex >= 0) {
            leaf.zone.takeOut(leaf);
            spent.add(leaf);
        }
    }

    @Override
    public void handOutHeld(int wanted, int asker, long nowSeconds, HandOut target) {
        int end = target.count() + wanted;
        for (int left = members - ready; left > 0 && target.count() < end; left--) {
            if (firstHeld != asker) {
                table.records().handOut(firstHeld, nowSeconds, table.lifetimes(), target);
            }
            firstHeld = next[firstHeld];
        }
    }

    /// Has a row go on where this is.
    Row toRow() {
        long lowest = Long.MAX_VALUE;
        for (int place = 0; place < members; place++) {
            lowest = Math.min(lowest, counts[place]);
        }
        var row = new Row(table, members == 0 ? 0 : lowest);
        for (int place = 0; place < members; place++) {
            row.adopt(place, standing(place), counts[place]);
        }
        release();
        return row;
    }

    /// Gives back what it borrowed.
    void release() {
        for (var labels : leaves.keySet()) {
            table.labelBook().giveBack(labels);
        }
        leaves.clear();
    }
}
