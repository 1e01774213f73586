package io.seedpod.benchmarks.announce;

import java.io.IOException;
import java.util.Arrays;

/// The announces of one source that wait for their replies: whose each is and when it was due, by
/// transaction id, which counts up.
final class Flight {
    private static final int ROOM = 1 << 16;
    private static final int NOBODY = -1;

    private final int[] peers = new int[ROOM];
    private final long[] dueNanos = new long[ROOM];
    private int next;
    private int waiting;
    private int forgotten;

    Flight() {
        Arrays.fill(peers, NOBODY);
    }

    /// @return the transaction id
    int begin(int peer, long due) throws IOException {
        int at = next & (ROOM - 1);
        if (peers[at] != NOBODY) {
            throw new IOException(ROOM + " announces wait for replies from one tracker");
        }
        peers[at] = peer;
        dueNanos[at] = due;
        waiting++;
        return next++;
    }

    /// Whose announce a reply answers; below 0 if it was given up.
    int end(int transaction) throws IOException {
        int at = transaction & (ROOM - 1);
        int peer = peers[at];
        if (peer == NOBODY) {
            if (forgotten-- > 0) {
                return NOBODY;
            }
            throw new IOException("a reply that nobody waits for: transaction " + transaction);
        }
        peers[at] = NOBODY;
        waiting--;
        return peer;
    }

    long dueNanos(int transaction) {
        return dueNanos[transaction & (ROOM - 1)];
    }

    int waiting() {
        return waiting;
    }

    /// Gives up on what waits.
    ///
    /// @return how many those were
    int forget() {
        int lost = waiting;
        forgotten += lost;
        waiting = 0;
        Arrays.fill(peers, NOBODY);
        return lost;
    }
}
