package io.seedpod.peer.engine.choker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shares a fixed number of upload slots among interested peers, for data centres: many slots, none
/// of them idle.
///
/// A free slot goes to whoever is interested at once. Only when more are interested than there are
/// slots does a round, every ten seconds at most, take slots away.
public final class Choker {
    // Round by rank (while leeching: who sends us most; while seeding, if so ordered: who takes
    // most): the first keep their slots but for a fifth, at least one, which goes to those who
    // wait longest (optimistic). Round in turn (while seeding): whoever waits longest takes the
    // slot of whoever had one longest, a third of the slots per round.
    // Either way a waiting peer moves up in every round, so nobody starves: with n interested peers
    // it is served within ceil(n / turnover) rounds. A round is overdue, and is held at once, when
    // somebody comes to a full house that was quiet: a latecomer does not wait for a clock.
    private static final long ROUND_NANOS = 10_000_000_000L;

    /// Of so many slots one is optimistic.
    private static final int OPTIMISTIC_SHARE = 5;

    // Between two looks no more than this counts: if nobody looked for longer, nobody read either
    // what peers ask for.
    private static final long MOST_BETWEEN_LOOKS_NANOS = 40_000_000L;

    private static final Comparator<Contender> LONGEST_FIRST =
            Comparator.comparingLong(contender -> contender.sinceNanos);
    private static final Comparator<Contender> LONGEST_IDLE_FIRST =
            Comparator.comparingLong((Contender contender) -> contender.idleFromNanos)
                    .thenComparing(LONGEST_FIRST);
    private static final Comparator<Contender> FASTEST_FIRST =
            Comparator.comparingLong((Contender contender) -> contender.rateBytesPerSecond)
                    .reversed();

    private int slots;
    private final SeedOrder order;
    private final List<Contender> contenders = new ArrayList<>();
    private final ArrayDeque<Contender> changes = new ArrayDeque<>();
    private int unchokedCount;
    private long nextRoundNanos;
    private long lookedNanos;

    /// For how long it was looked at who asks for nothing: what idleness is measured by.
    private long watchedNanos;

    private long graceNanos;

    /// @param slots lent by merit or in turn, beside one more
    public Choker(int slots, SeedOrder order, long nowNanos) {
        this.slots = slots;
        this.order = order;
        this.nextRoundNanos = nowNanos + ROUND_NANOS;
        this.lookedNanos = nowNanos;
    }

    /// From now on who has asked for something before keeps the slot for so much longer after its
    /// last block, and nobody is given less time to ask.
    public void grace(long nanos) {
        graceNanos = nanos;
    }

    public void join(Contender contender) {
        contenders.add(contender);
    }

    /// The peer is gone; its slot is lent again.
    public void leave(Contender contender, long nowNanos) {
        contenders.remove(contender);
        changes.remove(contender);
        if (contender.unchoked) {
            contender.unchoked = false;
            unchokedCount--;
            fill(nowNanos);
        }
    }

    /// From now on so many slots are lent, beside one more. Fewer than before are reached as peers
    /// give theirs back.
    public void slots(int count, long nowNanos) {
        if (count != slots) {
            slots = count;
            fill(nowNanos);
        }
    }

    /// Notes who asked for something, or was given it, since the last look.
    public void look(long nowNanos) {
        watchedNanos += Math.clamp(nowNanos - lookedNanos, 0, MOST_BETWEEN_LOOKS_NANOS);
        lookedNanos = nowNanos;
        for (Contender contender : contenders) {
            contender.look(watchedNanos);
        }
    }

    /// Nobody who has a slot is asking for anything: slots of those who could have asked by now go
    /// to those who wait longest, first of who has asked for nothing longest. As of the last look.
    public void lendOn(long nowNanos) {
        for (Contender next : longestWaiting(waiting())) {
            Contender idle = longestIdle();
            if (idle == null) {
                return;
            }
            idle.wasted();
            choke(idle, nowNanos);
            unchoke(next, nowNanos);
        }
    }

    private @Nullable Contender longestIdle() {
        Contender longest = null;
        for (Contender contender : contenders) {
            if (contender.unchoked
                    && contender.isIdle(watchedNanos, graceNanos)
                    && (longest == null || LONGEST_IDLE_FIRST.compare(contender, longest) < 0)) {
                longest = contender;
            }
        }
        return longest;
    }

    /// The peer wants something from us, or no longer does.
    public void interested(Contender contender, boolean interested, long nowNanos) {
        if (contender.interested == interested) {
            return;
        }
        contender.interested = interested;
        if (interested) {
            if (!contender.unchoked) {
                contender.sinceNanos = nowNanos;
                fill(nowNanos);
            }
        } else if (contender.unchoked) {
            fill(nowNanos);
        }
    }

    public long deadlineNanos() {
        return waiting() == 0 ? Long.MAX_VALUE : nextRoundNanos;
    }

    /// Holds a round if one is due.
    public void tick(boolean seeding, long nowNanos) {
        if (nowNanos < nextRoundNanos) {
            return;
        }
        nextRoundNanos = nowNanos + ROUND_NANOS;
        int waiting = waiting();
        if (waiting > 0) {
            if (seeding && order == SeedOrder.IN_TURN) {
                rotate(Math.min(waiting, Math.max(1, slots / 3)), nowNanos);
            } else {
                rank(nowNanos);
            }
        }
        fill(nowNanos);
    }

    /// The next peer whose slot was given or taken, null when all are told.
    public @Nullable Contender pollChange() {
        return changes.poll();
    }

    /// Who gets the slots is settled before any is taken away: whoever loses one now waits as long
    /// as somebody who came just now.
    private void rotate(int turnover, long nowNanos) {
        for (Contender next : longestWaiting(turnover)) {
            Contender longest = first(true, LONGEST_FIRST);
            if (unchokedCount > slots) {
                if (longest == null || longest.sinceNanos > nowNanos - ROUND_NANOS / 2) {
                    return;
                }
                choke(longest, nowNanos);
            }
            unchoke(next, nowNanos);
        }
    }

    private List<Contender> longestWaiting(int count) {
        return contenders.stream()
                .filter(contender -> contender.interested && !contender.unchoked)
                .sorted(LONGEST_FIRST)
                .limit(count)
                .toList();
    }

    private void rank(long nowNanos) {
        List<Contender> optimistic = longestWaiting(Math.max(1, (slots + 1) / OPTIMISTIC_SHARE));
        // Nobody idle has a slot now, since somebody waits: these are all there are.
        List<Contender> ranked =
                contenders.stream()
                        .filter(contender -> contender.interested)
                        .filter(contender -> !optimistic.contains(contender))
                        .sorted(FASTEST_FIRST.thenComparing(LONGEST_FIRST))
                        .toList();
        int kept = Math.min(slots + 1 - optimistic.size(), ranked.size());
        for (Contender contender : ranked.subList(kept, ranked.size())) {
            if (contender.unchoked) {
                choke(contender, nowNanos);
            }
        }
        for (Contender contender : ranked.subList(0, kept)) {
            if (!contender.unchoked) {
                unchoke(contender, nowNanos);
            }
        }
        optimistic.forEach(contender -> unchoke(contender, nowNanos));
    }

    /// Lends free slots, and slots of peers that want nothing, to those who wait longest.
    private void fill(long nowNanos) {
        while (waiting() > 0) {
            if (unchokedCount > slots && !takeBackIdle(nowNanos)) {
                return;
            }
            unchoke(first(false, LONGEST_FIRST), nowNanos);
        }
    }

    private boolean takeBackIdle(long nowNanos) {
        for (Contender contender : contenders) {
            if (contender.unchoked && !contender.interested) {
                choke(contender, nowNanos);
                return true;
            }
        }
        return false;
    }

    private int waiting() {
        int count = 0;
        for (Contender contender : contenders) {
            count += contender.interested && !contender.unchoked ? 1 : 0;
        }
        return count;
    }

    /// The first of those that have a slot, or of those that wait for one.
    private @Nullable Contender first(boolean unchoked, Comparator<Contender> by) {
        Contender first = null;
        for (Contender contender : contenders) {
            if (contender.interested
                    && contender.unchoked == unchoked
                    && (first == null || by.compare(contender, first) < 0)) {
                first = contender;
            }
        }
        return first;
    }

    private void choke(Contender contender, long nowNanos) {
        contender.unchoked = false;
        contender.sinceNanos = nowNanos;
        unchokedCount--;
        changed(contender);
    }

    private void unchoke(@Nullable Contender contender, long nowNanos) {
        if (contender == null) {
            return;
        }
        contender.unchoked = true;
        contender.asked = false;
        contender.idleFromNanos = watchedNanos;
        contender.sinceNanos = nowNanos;
        unchokedCount++;
        changed(contender);
    }

    /// Told once; a change that is undone before anybody was told is no change.
    private void changed(Contender contender) {
        if (!changes.remove(contender)) {
            changes.add(contender);
        }
    }
}
