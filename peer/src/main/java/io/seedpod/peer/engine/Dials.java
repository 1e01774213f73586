package io.seedpod.peer.engine;

import io.seedpod.peer.engine.peers.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Connections on their way, and how many of our own making there may be.
final class Dials {
    // Where hundreds begin at the same moment, each knows only those who came before it. If it took
    // as many of them as it may have, the first sixty would be full of each other, and what the
    // seeder sends would hardly get out of their circle. So connections of our own making are few
    // at first and more each second: room for those who come later. A dial that is not answered
    // at once does not count, since peers whose packets vanish must not keep us from others.
    private static final int FIRST = 12;
    private static final int MORE_PER_SECOND = 12;
    private static final long ANSWERED_SOON_NANOS = 250_000_000L;

    /// One of them. Who takes it out of here says what became of it.
    record Dial(int connection, Candidate candidate, long sinceNanos, long deadlineNanos) {}

    private final List<Dial> dials = new ArrayList<>();
    private final long timeoutNanos;
    private final long bornNanos;
    private int lastConnection;

    /// @param timeoutNanos from dialling to both handshakes
    Dials(long timeoutNanos, long nowNanos) {
        this.timeoutNanos = timeoutNanos;
        this.bornNanos = nowNanos;
    }

    int size() {
        return dials.size();
    }

    /// Begins one; gives the number of its connection.
    int begin(Candidate candidate, long nowNanos) {
        int connection = ++lastConnection;
        dials.add(new Dial(connection, candidate, nowNanos, nowNanos + timeoutNanos));
        return connection;
    }

    /// Whether there may be another beside these links, those that others made aside.
    boolean mayBeMore(List<Link> links, long nowNanos) {
        long most = FIRST + MORE_PER_SECOND * ((nowNanos - bornNanos) / 1_000_000_000L);
        long ours = dials.stream().filter(dial -> isFresh(dial, nowNanos)).count();
        for (Link link : links) {
            ours += link.peer.incoming() ? 0 : 1;
        }
        return ours < most;
    }

    /// When to ask again whether there may be another.
    long mayBeMoreNanos(long nowNanos) {
        return nowNanos + ANSWERED_SOON_NANOS;
    }

    private static boolean isFresh(Dial dial, long nowNanos) {
        return nowNanos - dial.sinceNanos < ANSWERED_SOON_NANOS;
    }

    /// Whom that connection leads to, null when it is none of these.
    @Nullable Candidate take(int connection) {
        for (Dial dial : dials) {
            if (dial.connection == connection) {
                dials.remove(dial);
                return dial.candidate;
            }
        }
        return null;
    }

    /// Those that took too long.
    List<Dial> takeLate(long nowNanos) {
        return takeIf(dial -> nowNanos >= dial.deadlineNanos);
    }

    List<Dial> takeAll() {
        return takeIf(_ -> true);
    }

    List<Dial> takeIf(Predicate<Dial> wanted) {
        var taken = dials.stream().filter(wanted).toList();
        dials.removeAll(taken);
        return taken;
    }

    /// When the first of them takes too long; `Long.MAX_VALUE` = never.
    long deadlineNanos() {
        long deadline = Long.MAX_VALUE;
        for (Dial dial : dials) {
            deadline = Math.min(deadline, dial.deadlineNanos);
        }
        return deadline;
    }
}
