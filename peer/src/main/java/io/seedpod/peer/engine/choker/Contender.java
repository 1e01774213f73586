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

    // Who is given a slot and does not ask may simply be far away: each time a slot is taken from
    // it for that, it gets twice as long the next time.
    private static final long LEAST_TIME_TO_ASK_NANOS = 80_000_000L;
    private static final long MOST_TIME_TO_ASK_NANOS = 400_000_000L;

    // Who asks for a block at a time asks nothing for a moment after each.
    private static final long BETWEEN_REQUESTS_NANOS = 60_000_000L;

    /// How long it keeps a slot without asking for anything.
    long timeToAskNanos = LEAST_TIME_TO_ASK_NANOS;

    /// It made use of the slot that it has.
    boolean asked;

    /// Since when it neither asks for anything nor is given it, by the choker's clock of looks.
    long idleFromNanos;

    /// It asked, or was given something, since the last look.
    private boolean active;

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

    /// It asked for something.
    public void asks() {
        active = true;
        if (unchoked && !asked) {
            asked = true;
            timeToAskNanos = Math.max(LEAST_TIME_TO_ASK_NANOS, timeToAskNanos / 2);
        }
    }

    /// It is being served: it need not ask for more.
    public void isServed() {
        active = true;
    }

    void look(long watchedNanos) {
        if (active) {
            active = false;
            idleFromNanos = watchedNanos;
        }
    }

    /// It has a slot and could have asked for something by now.
    boolean isIdle(long watchedNanos, long graceNanos) {
        long least = BETWEEN_REQUESTS_NANOS + graceNanos;
        return watchedNanos - idleFromNanos >= (asked ? least : Math.max(least, timeToAskNanos));
    }

    /// Its slot is taken because nobody asked for anything.
    void wasted() {
        if (!asked) {
            timeToAskNanos = Math.min(MOST_TIME_TO_ASK_NANOS, 2 * timeToAskNanos);
        }
    }

    @Override
    public String toString() {
        return connection + (unchoked ? " unchoked" : interested ? " waiting" : " idle");
    }
}
