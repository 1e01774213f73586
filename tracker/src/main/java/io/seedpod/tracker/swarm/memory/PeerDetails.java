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
    private static final long[][] NONE = {};

    private final AtomicInteger budget;
    private long[][] chunks = NONE;
    private int room;

    PeerDetails(AtomicInteger budget) {
        this.budget = budget;
    }

    /// Keeps what the first `size` places said and has room for `newRoom`, or forgets all of it if
    /// the budget has none for so many.
    void resize(int size, int newRoom) {
        int more = newRoom - room;
        if (budget.addAndGet(-more) < 0) {
            budget.addAndGet(more);
            release();
            return;
        }
        chunks = Room.resized(chunks, room == 0 ? 0 : size, newRoom, WORDS);
        room = newRoom;
    }

    void release() {
        budget.addAndGet(room);
        room = 0;
        chunks = NONE;
    }

    /// The chunk of a place for reading; empty if nothing is kept of it.
    private long[] chunk(int place) {
        return room == 0 ? NOTHING : chunks[place >>> Room.CHUNK_SHIFT];
    }

    /// The chunk of a place for writing; empty if nothing is to be kept.
    private long[] own(int place) {
        var chunk = chunk(place);
        if (chunk.length > 0 || room == 0) {
            return chunk;
        }
        var made = new long[Room.CHUNK * WORDS];
        chunks[place >>> Room.CHUNK_SHIFT] = made;
        return made;
    }

    private static int at(int place) {
        return (place & Room.CHUNK - 1) * WORDS;
    }

    /// A peer comes to this place.
    void begin(int place, long nowSeconds) {
        var values = own(place);
        if (values.length > 0) {
            values[at(place) + SINCE] = nowSeconds;
        }
    }

    void set(int place, AnnounceRequest said, long nowSeconds) {
        var values = own(place);
        if (values.length == 0) {
            return;
        }
        int at = at(place);
        values[at] = said.peerId().high();
        values[at + 1] = said.peerId().middle();
        values[at + 2] = ((long) said.peerId().low() << 32) | (nowSeconds & 0xffffffffL);
        values[at + 3] = said.left();
        values[at + 4] = said.uploaded();
        values[at + 5] = said.downloaded();
    }

    /// What is known of a peer that did not announce here; uploaded and downloaded are not.
    void set(int place, KnownPeer told, long nowSeconds) {
        var values = own(place);
        if (values.length == 0) {
            return;
        }
        int at = at(place);
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
        var values = chunk(place);
        return values.length == 0 ? 0 : values[at(place) + HAND_OUTS];
    }

    void setHandOuts(int place, long handOuts) {
        var values = own(place);
        if (values.length > 0) {
            values[at(place) + HAND_OUTS] = handOuts;
        }
    }

    Optional<SwarmPeer.Details> at(int place, long nowSeconds) {
        var values = chunk(place);
        int at = at(place);
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
        if (room > 0) {
            Room.swap(own(one), at(one), own(other), at(other), WORDS);
        }
    }
}
