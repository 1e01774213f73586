package io.seedpod.peer.buffer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// The process's memory for pieces: direct buffers, reused, never more than the budget. Torrents
/// that download share it by [BufferGrant]s; what nobody downloads is returned to the system.
///
/// The budget is the configured number of bytes, or four pieces of the largest torrent if that is
/// more: fewer would make a download wait for its own disk. Thread-safe.
///
/// A straggler keeps the memory of a dropped piece for a moment (see [PieceBuffer]). What it holds
/// counts as its torrent's, so nobody else is given it; should that torrent be offered its old
/// share back at once, the budget is exceeded by as much, for 3 s at most.
public final class PieceBufferPool {
    /// 32 MiB.
    public static final long DEFAULT_BUDGET_BYTES = 32L << 20;

    private static final int LEAST_PIECES = 4;

    private final long budgetBytes;
    private final List<BufferGrant> grants = new ArrayList<>();
    private final ArrayDeque<ByteBuf> idle = new ArrayDeque<>();
    private long allocatedBytes;

    public PieceBufferPool(long budgetBytes) {
        if (budgetBytes < 1) {
            throw new IllegalArgumentException(
                    "buffer budget: " + budgetBytes + " (expected: > 0)");
        }
        this.budgetBytes = budgetBytes;
    }

    /// Lets one torrent take part. It hears through `changed` how many pieces it may open, from any
    /// thread, and answers with [BufferGrant#accept] on its own.
    public synchronized BufferGrant join(int pieceLength, Runnable changed) {
        var grant = new BufferGrant(this, pieceLength, changed);
        grants.add(grant);
        share();
        return grant;
    }

    /// Bytes held now, in use or idle.
    public synchronized long allocatedBytes() {
        return allocatedBytes;
    }

    /// What [#allocatedBytes] stays within.
    public synchronized long budgetBytes() {
        long largest = 0;
        for (var grant : grants) {
            largest = Math.max(largest, grant.pieceLength());
        }
        return Math.max(budgetBytes, LEAST_PIECES * largest);
    }

    synchronized void leave(BufferGrant grant) {
        grants.remove(grant);
        share();
    }

    /// Distributes the budget anew: equal shares, at least one piece each, as far as memory is
    /// free.
    synchronized void share() {
        long takers = grants.stream().filter(BufferGrant::isOpen).count();
        if (takers == 0) {
            trim(0);
            return;
        }
        long budget = budgetBytes();
        long fair = budget / takers;
        long free = budget;
        for (var grant : grants) {
            free -= grant.committedBytes();
        }
        for (var grant : grants) {
            int target = Math.clamp(fair / grant.pieceLength(), 1, Integer.MAX_VALUE);
            long most = free / grant.pieceLength() + grant.committedPieces();
            free -= grant.offer((int) Math.min(target, Math.max(most, 0)));
        }
    }

    synchronized ByteBuf take(int pieceLength) {
        for (var candidates = idle.iterator(); candidates.hasNext(); ) {
            var memory = candidates.next();
            if (memory.capacity() == pieceLength) {
                candidates.remove();
                return memory;
            }
        }
        trim(Math.max(budgetBytes() - pieceLength, 0));
        allocatedBytes += pieceLength;
        return UnpooledByteBufAllocator.DEFAULT.directBuffer(pieceLength, pieceLength);
    }

    synchronized void giveBack(ByteBuf memory, BufferGrant grant) {
        idle.addFirst(memory);
        grant.returned();
    }

    /// Frees idle memory until no more than `bytes` are allocated, or none is idle.
    private void trim(long bytes) {
        while (allocatedBytes > bytes && !idle.isEmpty()) {
            var memory = idle.removeLast();
            allocatedBytes -= memory.capacity();
            memory.release();
        }
    }
}
