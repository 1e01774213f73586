package io.seedpod.tracker.swarm.memory;

import io.seedpod.model.tracker.Labels;

/// The peers of one table that say the same labels: those that are ready stand in a ring, linked by
/// the arrays of `Classes`.
final class Leaf {
    // From `first` on, `untaken` peers were handed out `base` times, and all others of the ring
    // once more. Where none is untaken the round is over: the next is begun when somebody is
    // taken. Places are -1 where there is none.
    final Labels labels;
    final Zone zone;

    /// Ready or not.
    int members;

    int ready;
    int untaken;
    int first = -1;
    int lastUntaken = -1;
    long base;

    /// In the zone's heap, -1 = it is not there.
    int heapIndex = -1;

    /// How many were taken in the reply of this number.
    int taken;

    int reply;

    Leaf(Labels labels, Zone zone) {
        this.labels = labels;
        this.zone = zone;
    }

    /// How often the least of the ring was handed out.
    long lowest() {
        return untaken == 0 && ready > 0 ? base + 1 : base;
    }

    /// How many may still be taken in a reply.
    int free(int replyNumber) {
        return reply == replyNumber ? ready - taken : ready;
    }

    void countTaken(int replyNumber) {
        if (reply != replyNumber) {
            reply = replyNumber;
            taken = 0;
        }
        taken++;
    }
}
