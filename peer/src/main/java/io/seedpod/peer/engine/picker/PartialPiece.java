package io.seedpod.peer.engine.picker;

/// A piece that holds a buffer: which of its blocks are received, asked for, or free.
final class PartialPiece {
    private static final byte RECEIVED = -1;

    /// Anybody may serve it.
    static final int ANYBODY = 0;

    /// No connection brought it: it was known.
    static final int NOBODY = 0;

    final int pieceIndex;

    /// Per block: `RECEIVED`, or how many connections are asked for it.
    private final byte[] requesters;

    /// Per received block: the connection that brought it.
    private final int[] contributors;

    private int free;
    private int missing;

    /// The connection that asked here last; it goes on here, so that pieces have few contributors.
    int lastRequester;

    /// Failed before: to be fetched from one peer alone, so that the blame is clear.
    final boolean suspect;

    /// The one connection that serves a suspect piece.
    int exclusiveTo = ANYBODY;

    boolean checking;

    /// It is in the picker's list of pieces with free blocks.
    boolean listed;

    PartialPiece(int pieceIndex, int blockCount, boolean suspect) {
        this.pieceIndex = pieceIndex;
        this.requesters = new byte[blockCount];
        this.contributors = new int[blockCount];
        this.free = blockCount;
        this.missing = blockCount;
        this.suspect = suspect;
    }

    int blockCount() {
        return requesters.length;
    }

    int free() {
        return free;
    }

    int missing() {
        return missing;
    }

    boolean isComplete() {
        return missing == 0;
    }

    /// A block is asked for and not received; or none is missing.
    boolean isAskedFor() {
        return missing == 0 || missing > free;
    }

    boolean isReceived(int block) {
        return requesters[block] == RECEIVED;
    }

    /// The block came from a peer.
    boolean isBrought(int block) {
        return isReceived(block) && contributors[block] != NOBODY;
    }

    /// How many connections are asked for a block that is not received.
    int requesters(int block) {
        return requesters[block];
    }

    boolean mayServe(int connection) {
        return exclusiveTo == ANYBODY || exclusiveTo == connection;
    }

    /// Index of the first free block. There must be one.
    int firstFree() {
        int block = 0;
        while (requesters[block] != 0) {
            block++;
        }
        return block;
    }

    /// The end of the run of free blocks from `first`, at most `maxBlocks` long.
    int endOfFree(int first, int maxBlocks) {
        int end = first;
        while (end < requesters.length && end - first < maxBlocks && requesters[end] == 0) {
            end++;
        }
        return end;
    }

    /// One more connection is asked for a block. Says whether it already was asked for.
    boolean request(int block) {
        if (requesters[block]++ == 0) {
            free--;
            return false;
        }
        return true;
    }

    /// One connection less will bring this block. Says how many still will, -1 when it is received.
    int release(int block) {
        if (requesters[block] > 0 && --requesters[block] == 0) {
            free++;
        }
        return requesters[block];
    }

    /// The block is in the buffer. Says whether it was missing.
    boolean receive(int block, int connection) {
        if (requesters[block] == RECEIVED) {
            return false;
        }
        if (requesters[block] == 0) {
            free--;
        }
        requesters[block] = RECEIVED;
        contributors[block] = connection;
        missing--;
        return true;
    }

    /// The connection that brought each block; of one that nobody brought, some connection that
    /// brought another.
    int[] contributors() {
        int[] all = contributors.clone();
        int somebody = someContributor();
        for (int block = 0; block < all.length; block++) {
            all[block] = all[block] == NOBODY ? somebody : all[block];
        }
        return all;
    }

    private int someContributor() {
        for (int contributor : contributors) {
            if (contributor != NOBODY) {
                return contributor;
            }
        }
        return NOBODY;
    }
}
