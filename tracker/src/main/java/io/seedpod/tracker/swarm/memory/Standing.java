package io.seedpod.tracker.swarm.memory;

/// When a peer is handed out.
enum Standing {
    /// In turn.
    READY(0),
    /// After those who are ready: told of by somebody else, or probed in vain.
    HELD_BACK(1),
    /// After those who are ready, and if it is a seeder not counted: it is about to leave.
    DRAINING(2);

    private static final Standing[] BY_NUMBER = {READY, HELD_BACK, DRAINING};

    private final byte number;

    Standing(int number) {
        this.number = (byte) number;
    }

    byte number() {
        return number;
    }

    static Standing of(byte number) {
        return BY_NUMBER[number];
    }
}
