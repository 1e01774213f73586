package io.seedpod.peer.engine.choker;

/// One peer as the [Choker] sees it. Belongs to the choker it joined; `connection` only names it.
public final class Contender {
    private final int connection;

    boolean interested;
    boolean unchoked;

    /// Since when it has its slot, or waits for one.
    long sinceNanos;

    /// What ranks it, bytes per second: what it sends us while we leech, what it takes while we
    /// seed. Set by the caller before a round.
    public long rateBytesPerSecond;

    public Contender(int connection) {
        this.connection = connection;
    }

    public int connection() {
        return connection;
    }

    /// It has a slot: requests are answered.
    public boolean isUnchoked() {
        return unchoked;
    }

    @Override
    public String toString() {
        return connection + (unchoked ? " unchoked" : interested ? " waiting" : " idle");
    }
}
