package io.seedpod.tracker.swarm.memory;

import io.seedpod.model.tracker.Labels;
import io.seedpod.tracker.swarm.HandOut;
import java.util.concurrent.atomic.AtomicInteger;

/// The peers of one swarm, one kind (seeders or leechers) and one address family.
///
/// Not safe for threads: the stripe's lock guards it.
final class PeerTable {
    /// Without peers, for ever: what a swarm has in place of tables that it does not need.
    static final PeerTable NONE =
            new PeerTable(
                    PeerRecords.V4_WORDS,
                    new Shared(
                            0,
                            new AtomicInteger(),
                            new Lifetimes(),
                            new LabelBook(0),
                            new AtomicInteger(),
                            0));

    private final Shared shared;
    private final PeerRecords records;
    private final PlaceIndex index;
    private Turns turns = new Row(this, 0);
    private int size;
    private long earliestExpiry = Long.MAX_VALUE;
    private final PeerDetails details;

    PeerTable(int words, Shared shared) {
        this.shared = shared;
        records = new PeerRecords(words, shared.seed());
        index = new PlaceIndex(records);
        details = new PeerDetails(shared.detailBudget());
    }

    int size() {
        return size;
    }

    /// How many are handed out in turn.
    int ready() {
        return turns.ready();
    }

    /// How many are held back or draining.
    int held() {
        return size - turns.ready();
    }

    /// How many are not draining.
    int staying() {
        return turns.staying();
    }

    /// The place of a peer, -1 if it is not here. Good until the next change.
    int find(long high, long low, long key) {
        return size == 0 ? -1 : index.find(high, low, key);
    }

    boolean isExpired(int place, long nowSeconds) {
        return records.remaining(place, nowSeconds) <= 0;
    }

    int remaining(int place, long nowSeconds) {
        return records.remaining(place, nowSeconds);
    }

    /// Adds a peer that is not here; where it stands is to be said at once.
    ///
    /// @return its place
    int add(long high, long low, long key, long expirySecond, int lifetimeSeconds) {
        return append(high, low, key, expirySecond, shared.lifetimes().kind(lifetimeSeconds));
    }

    /// Adds a peer of whose lifetime these seconds remain.
    ///
    /// @return its place
    int addKnown(long high, long low, long key, long expirySecond, int remainingSeconds) {
        return append(
                high, low, key, expirySecond, shared.lifetimes().kindOfRemainder(remainingSeconds));
    }

    private int append(long high, long low, long key, long expirySecond, int kind) {
        if (records.grow(size)) {
            afterResize();
        }
        records.set(size, high, low, key);
        renew(size, expirySecond, kind);
        index.add(size);
        return size++;
    }

    /// Has the peer just added stand as a newcomer.
    void enter(int place, Standing standing, Labels labels) {
        forLabels(labels, place).enter(place, standing, labels);
    }

    /// Has the peer just added stand as one that was handed out so often.
    void enter(int place, Standing standing, Labels labels, long handOuts) {
        forLabels(labels, place).enter(place, standing, labels, handOuts);
    }

    /// Has a peer stand otherwise.
    ///
    /// @return its place
    int stand(int place, Standing standing, Labels labels) {
        return forLabels(labels, size).stand(place, standing, labels);
    }

    /// The turns, in classes if somebody says where it runs; unless too many tables are, then what
    /// it says is not read.
    ///
    /// @param known how many have turns already
    private Turns forLabels(Labels labels, int known) {
        if (turns instanceof Row row && !labels.areNone() && shared.takeClasses()) {
            turns = row.toClasses(known);
        }
        return turns;
    }

    void refresh(int place, long expirySecond, int lifetimeSeconds) {
        renew(place, expirySecond, shared.lifetimes().kind(lifetimeSeconds));
    }

    /// Gives a peer a lifetime of which these seconds remain.
    void refreshKnown(int place, long expirySecond, int remainingSeconds) {
        renew(place, expirySecond, shared.lifetimes().kindOfRemainder(remainingSeconds));
    }

    private void renew(int place, long expirySecond, int kind) {
        records.setLease(place, expirySecond, kind);
        earliestExpiry = Math.min(earliestExpiry, expirySecond);
    }

    void remove(int place) {
        takeOut(place);
        shrink();
    }

    private void takeOut(int place) {
        int last = size - 1;
        turns.toEnd(place, last);
        index.remove(last);
        size = last;
    }

    void swap(int one, int other) {
        if (one != other) {
            index.swap(one, other);
            records.swap(one, other);
            details.swap(one, other);
        }
    }

    private void shrink() {
        if (records.shrink(size)) {
            afterResize();
        }
    }

    private void afterResize() {
        index.rebuild(size, records.room());
        details.resize(size, records.room());
        turns.resize(records.room());
    }

    /// Hands out up to `wanted` peers in turn, each once, leaving out the one at place `asker` (-1:
    /// nobody), whose place changes.
    ///
    /// @param to where the asker runs
    void handOut(int wanted, int asker, Labels to, long nowSeconds, HandOut target) {
        turns.handOut(wanted, asker, to, nowSeconds, target);
    }

    /// Hands out up to `wanted` of those that are held back or draining.
    void handOutHeld(int wanted, int asker, long nowSeconds, HandOut target) {
        turns.handOutHeld(wanted, asker, nowSeconds, target);
    }

    /// Removes the peers whose lifetime has ended.
    int sweep(long nowSeconds) {
        int gone = nowSeconds < earliestExpiry ? 0 : removeExpired(nowSeconds);
        if (turns instanceof Classes classes && !classes.isNeeded()) {
            turns = classes.toRow();
            shared.giveBackClasses();
        }
        return gone;
    }

    private int removeExpired(long nowSeconds) {
        int before = size;
        long earliest = Long.MAX_VALUE;
        // From the end: what takes the place of one that goes was seen already, or goes too.
        for (int place = size - 1; place >= 0; place--) {
            int remaining = records.remaining(place, nowSeconds);
            if (remaining <= 0) {
                takeOut(place);
            } else {
                earliest = Math.min(earliest, nowSeconds + remaining);
            }
        }
        earliestExpiry = earliest;
        shrink();
        return before - size;
    }

    interface Visitor {
        /// @return whether to go on
        boolean peer(long high, long low, int address, int port, int place);
    }

    void forEach(long nowSeconds, Visitor visitor) {
        for (int place = 0; place < size; place++) {
            if (!isExpired(place, nowSeconds) && !records.show(place, visitor)) {
                return;
            }
        }
    }

    Standing standing(int place) {
        return turns.standing(place);
    }

    /// Where a peer runs, as it says.
    Labels labels(int place) {
        return turns.labels(place);
    }

    /// How often a peer was handed out, counted as its class counts.
    long handOuts(int place) {
        return turns.handOuts(place);
    }

    PeerRecords records() {
        return records;
    }

    PeerDetails details() {
        return details;
    }

    /// The lifetimes there are.
    long lifetimes() {
        return shared.lifetimes().known();
    }

    LabelBook labelBook() {
        return shared.labelBook();
    }

    int farShare() {
        return shared.farShare();
    }

    /// Gives back what it has of the registry's bounded things; it is not used any more.
    void release() {
        details.release();
        if (turns instanceof Classes classes) {
            classes.release();
            shared.giveBackClasses();
        }
    }
}
