package io.seedpod.peer.engine.peers;

import io.seedpod.model.id.PeerEndpoint;

/// One endpoint of the [PeerPool] and what became of dialling it.
public final class Candidate {
    enum State {
        IDLE,
        DIALLED,
        CONNECTED
    }

    /// So many failures that a tracker's word does not help.
    static final int DISTRUSTED = 6;

    private static final int PROMISING = 2;

    private final PeerEndpoint endpoint;
    boolean fromTracker;
    State state = State.IDLE;
    int failures;

    /// Only other peers named it so far: believed less than a tracker or the user.
    boolean hearsay;

    long notBeforeNanos;

    /// The user does not want it.
    boolean parted;

    /// It had everything it wants when we last saw it: of no use once we do, too.
    public boolean seeder;

    Candidate(PeerEndpoint endpoint, boolean fromTracker, long nowNanos) {
        this.endpoint = endpoint;
        this.fromTracker = fromTracker;
        this.notBeforeNanos = nowNanos;
    }

    public PeerEndpoint endpoint() {
        return endpoint;
    }

    public boolean fromTracker() {
        return fromTracker;
    }

    /// Somebody who should know says it lives: it is dialled soon, whatever its failures.
    void seenAlive(long soonNanos) {
        if (failures < DISTRUSTED) {
            notBeforeNanos = Math.min(notBeforeNanos, soonNanos);
        }
    }

    /// A name from other peers that is not in use: the first to make room.
    boolean isIdleHearsay() {
        return hearsay && state == State.IDLE;
    }

    boolean isPromising(boolean seeding) {
        return state == State.IDLE && !parted && failures < PROMISING && !(seeding && seeder);
    }

    boolean isDue(long nowNanos, boolean seeding) {
        return state == State.IDLE && !parted && notBeforeNanos <= nowNanos && !(seeding && seeder);
    }
}
