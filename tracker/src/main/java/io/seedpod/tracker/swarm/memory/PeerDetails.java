package io.seedpod.tracker.swarm.memory;

import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.tracker.swarm.KnownPeer;
import io.seedpod.tracker.swarm.SwarmPeer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// What the peers of one table said of themselves, place for place, eight words each: for people to
/// look at, never needed to answer. Where the registry's budget of places is spent, a table keeps
/// none until it is rebuilt.
final class PeerDetails {
    private static final int WORDS = 8;
    private static final int HAND_OUTS = 6;
    private static final int SINCE = 7;
    private static final long[] NOTHING = {};

    private final AtomicInteger budget;
    private final int capacity;
    private long[] values;

    private PeerDetails(AtomicInteger budget, int capacity) {
        this.budget = budget;
        this.capacity = capacity;
        if (capacity > 0 && budget.addAndGet(-capacity) >= 0) {
            values = new long[capacity * WORDS];
        } else {
            budget.addAndGet(capacity);
            values = NOTHING;
        }
    }

    static PeerDetails none(AtomicInteger budget) {
        return new PeerDetails(budget, 0);
    }

    /// Room for so many places, with nothing in it.
    PeerDetails resized(int newCapacity) {
        return new PeerDetails(budget, newCapacity);
    }

    void release() {
        if (values.length > 0) {
            budget.addAndGet(capacity);
            values = NOTHING;
        }
    }

    /// A peer comes to this place.
    void begin(int place, long nowSeconds) {
        if (values.length > 0) {
            values[place * WORDS + SINCE] = nowSeconds;
        }
    }

    void set(int place, AnnounceRequest said, long nowSeconds) {
        if (values.length == 0) {
            return;
        }
        int at = place * WORDS;
        values[at] = said.peerId().high();
        values[at + 1] = said.peerId().middle();
        values[at + 2] = ((long) said.peerId().low() << 32) | (nowSeconds & 0xffffffffL);
        values[at + 3] = said.left();
        values[at + 4] = said.uploaded();
        values[at + 5] = said.downloaded();
    }

    /// What is known of a peer that did not announce here; uploaded and downloaded are not.
    void set(int place, KnownPeer told, long nowSeconds) {
        if (values.length == 0) {
            return;
        }
        int at = place * WORDS;
        boolean unknown = told.peerId().equals(KnownPeer.UNKNOWN_ID);
        values[at] = told.peerId().high();
        values[at + 1] = told.peerId().middle();
        values[at + 2] =
                unknown ? 0 : ((long) told.peerId().low() << 32) | (nowSeconds & 0xffffffffL);
        values[at + 3] = told.left();
        values[at + 4] = 0;
        values[at + 5] = 0;
    }

    /// How often a peer that is not handed out in turn was handed out; 0 where it is not kept.
    long handOuts(int place) {
        return values.length == 0 ? 0 : values[place * WORDS + HAND_OUTS];
    }

    void setHandOuts(int place, long handOuts) {
        if (values.length > 0) {
            values[place * WORDS + HAND_OUTS] = handOuts;
        }
    }

    Optional<SwarmPeer.Details> at(int place, long nowSeconds) {
        int at = place * WORDS;
        if (values.length == 0 || (values[at] | values[at + 1] | values[at + 2]) == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new SwarmPeer.Details(
                        new PeerId(values[at], values[at + 1], (int) (values[at + 2] >>> 32)),
                        values[at + 3],
                        values[at + 4],
                        values[at + 5],
                        (int) nowSeconds - (int) values[at + 2],
                        nowSeconds - values[at + SINCE]));
    }

    void swap(int one, int other) {
        for (int word = 0; word < WORDS && values.length > 0; word++) {
            long kept = values[one * WORDS + word];
            values[one * WORDS + word] = values[other * WORDS + word];
            values[other * WORDS + word] = kept;
        }
    }

    void copy(PeerDetails source, int place) {
        if (values.length > 0 && source.values.length > 0) {
            System.arraycopy(source.values, place * WORDS, values, place * WORDS, WORDS);
        }
    }
}
