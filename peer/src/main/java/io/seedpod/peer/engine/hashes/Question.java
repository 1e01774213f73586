package io.seedpod.peer.engine.hashes;

import io.seedpod.model.merkle.HashRange;
import java.util.HashSet;
import java.util.Set;

/// A range of leaves that is to be known: asked of one peer after the other, each once, until one
/// proves it.
public final class Question {
    /// How long a peer has to answer.
    private static final long ANSWER_NANOS = 3_000_000_000L;

    /// How long it is worth asking at all.
    private static final long LIFE_NANOS = 120_000_000_000L;

    /// How long others wait for what it may bring: peers that answer nothing, one after the other,
    /// shall not keep whoever is to blame from being found by other means.
    private static final long HOPE_NANOS = 10_000_000_000L;

    private static final int NOBODY = 0;

    private final HashRange range;
    private final long bornNanos;
    private final Set<Integer> asked = new HashSet<>();
    private int waitingFor = NOBODY;
    private long untilNanos;

    public Question(HashRange range, long nowNanos) {
        this.range = range;
        this.bornNanos = nowNanos;
    }

    public HashRange range() {
        return range;
    }

    /// Whether this connection may be asked: nobody is just now, and it never was.
    public boolean mayAsk(int connection) {
        return waitingFor == NOBODY && !asked.contains(connection);
    }

    public void ask(int connection, long nowNanos) {
        asked.add(connection);
        waitingFor = connection;
        untilNanos = nowNanos + ANSWER_NANOS;
    }

    /// Somebody is asked, and may yet answer.
    public boolean isWaiting() {
        return waitingFor != NOBODY;
    }

    /// An answer is worth waiting for.
    public boolean isFresh(long nowNanos) {
        return nowNanos - bornNanos < HOPE_NANOS;
    }

    public boolean waitsFor(int connection) {
        return waitingFor == connection;
    }

    /// The peer that was asked said nothing of use, or is gone.
    public void unanswered() {
        waitingFor = NOBODY;
    }

    /// Gives up on a peer that took too long.
    public void tick(long nowNanos) {
        if (waitingFor != NOBODY && nowNanos >= untilNanos) {
            unanswered();
        }
    }

    public boolean isOld(long nowNanos) {
        return nowNanos - bornNanos >= LIFE_NANOS;
    }

    /// When to look at it again.
    public long deadlineNanos() {
        long end = bornNanos + LIFE_NANOS;
        return waitingFor == NOBODY ? end : Math.min(end, untilNanos);
    }
}
