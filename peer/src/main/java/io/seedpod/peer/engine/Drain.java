package io.seedpod.peer.engine;

import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.engine.picker.PiecePicker;

/// The time before we leave: pieces that only we have go to others.
///
/// A peer that is about to leave, too, has nothing in this sense. What peers have that we are not
/// connected to we cannot know, so it does not count either: we err on the side of handing over.
final class Drain {
    private static final long LOOK_NANOS = 100_000_000L;

    /// Who has just come may not have said yet that it wants something.
    private static final long SAYS_SO_NANOS = 5_000_000_000L;

    private final Content content;
    private final Swarm swarm;
    private boolean begun;
    private long deadlineNanos;
    private long nextLookNanos;
    private int remaining;
    private boolean completed;

    Drain(Content content, Swarm swarm) {
        this.content = content;
        this.swarm = swarm;
    }

    void begin(long withinNanos, long nowNanos) {
        begun = true;
        deadlineNanos = nowNanos + Math.max(0, withinNanos);
        nextLookNanos = nowNanos;
        remaining = count();
    }

    /// A link goes. Somebody who has everything parts with us because we have it, too.
    void left(Link link) {
        completed |= begun && link.isSeeder() && !link.standing.draining();
    }

    /// Pieces that only we have, as of the last look; 0 when no drain has begun.
    int remaining() {
        return remaining;
    }

    long deadlineNanos() {
        return begun ? Math.min(deadlineNanos, nextLookNanos) : Long.MAX_VALUE;
    }

    /// Whether there is nothing more to wait for: all is handed over, nobody is there to take it,
    /// or the time is up.
    boolean isOver(long nowNanos) {
        if (nowNanos < nextLookNanos && nowNanos < deadlineNanos) {
            return false;
        }
        nextLookNanos = nowNanos + LOOK_NANOS;
        remaining = count();
        return remaining == 0 || nowNanos >= deadlineNanos || !hasTaker(nowNanos);
    }

    /// Somebody is connected who stays and wants something of us.
    private boolean hasTaker(long nowNanos) {
        for (Link link : swarm.links()) {
            boolean stays = !link.isSeeder() && !link.standing.draining();
            boolean wants = link.peer.peerInterested || nowNanos - link.sinceNanos < SAYS_SO_NANOS;
            if (stays && wants && !link.peer.uploadOnly) {
                return true;
            }
        }
        return false;
    }

    private int count() {
        PiecePicker picker = content.picker;
        if (picker == null || completed) {
            return 0;
        }
        int only = 0;
        Bitfield ours = picker.verified();
        for (int piece = ours.nextSet(0); piece >= 0; piece = ours.nextSet(piece + 1)) {
            only += isElsewhere(piece) ? 0 : 1;
        }
        return only;
    }

    private boolean isElsewhere(int pieceIndex) {
        for (Link link : swarm.links()) {
            if (!link.standing.draining() && link.has(pieceIndex)) {
                return true;
            }
        }
        return false;
    }
}
