package io.seedpod.peer.buffer;

/// One torrent's part of the pool: how many pieces it may hold open. Guarded by the pool's lock.
///
/// The pool offers; the torrent accepts on its own thread, so that what it holds never exceeds what
/// it was told. What is offered up is set aside at once; what is taken away counts until it has
/// been accepted and the buffers are back.
public final class BufferGrant implements AutoCloseable {
    private final PieceBufferPool pool;
    private final int pieceLength;
    private final Runnable changed;
    private int offered;
    private int accepted;
    private int held;
    private boolean closed;

    BufferGrant(PieceBufferPool pool, int pieceLength, Runnable changed) {
        this.pool = pool;
        this.pieceLength = pieceLength;
        this.changed = changed;
    }

    /// Takes what is offered and says how many pieces that is.
    public int accept() {
        synchronized (pool) {
            accepted = offered;
            pool.share();
            return accepted;
        }
    }

    /// Takes a buffer for a piece. At most as many as accepted.
    public PieceBuffer open(int pieceIndex, int length) {
        synchronized (pool) {
            if (length > pieceLength || closed) {
                throw new IllegalStateException(
                        "piece "
                                + pieceIndex
                                + " of "
                                + length
                                + " bytes opened (closed: "
                                + closed
                                + ")");
            }
            held++;
            return new PieceBuffer(
                    pieceIndex,
                    length,
                    pool.take(pieceLength),
                    memory -> pool.giveBack(memory, this));
        }
    }

    /// Nothing is downloaded any more. Buffers still out come back by themselves.
    @Override
    public void close() {
        synchronized (pool) {
            if (!closed) {
                closed = true;
                offered = 0;
                accepted = 0;
                leaveWhenEmpty();
            }
        }
    }

    boolean isOpen() {
        return !closed;
    }

    int pieceLength() {
        return pieceLength;
    }

    int committedPieces() {
        return Math.max(held, Math.max(accepted, offered));
    }

    long committedBytes() {
        return (long) committedPieces() * pieceLength;
    }

    void returned() {
        held--;
        leaveWhenEmpty();
    }

    /// Buffers still out go on counting.
    private void leaveWhenEmpty() {
        if (closed && held == 0) {
            pool.leave(this);
        } else {
            pool.share();
        }
    }

    /// Proposes a number of pieces; says how many bytes that takes beyond those committed.
    long offer(int pieces) {
        if (pieces == offered || closed) {
            return 0;
        }
        long before = committedBytes();
        offered = pieces;
        changed.run();
        return committedBytes() - before;
    }
}
