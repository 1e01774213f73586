package io.seedpod.peer.buffer;

import static io.seedpod.model.metainfo.PieceLayout.BLOCK_LENGTH;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;

/// The bytes of one piece while it arrives. Any thread may write a block that it has claimed; a
/// block is claimed by one connection at a time and stored once.
///
/// The memory goes back to its pool when the owner has dropped the piece **and** the last claim has
/// ended, so a straggler never writes into memory that serves another piece. What a straggler
/// brings after that counts for nothing: the piece may be open again, with another buffer. Once
/// every block is stored no claim succeeds any more: the buffer is sealed and may be hashed.
public final class PieceBuffer {
    private static final int FREE = 0;
    private static final int CLAIMED = 1;
    private static final int STORED = 2;

    private final int pieceIndex;
    private final int length;
    private final ByteBuf memory;
    private final ByteBuffer bytes;
    private final Consumer<ByteBuf> giveBack;
    private final AtomicIntegerArray blocks;
    private final AtomicInteger missing;

    /// The owner counts one, each claim one; 0 = the memory is gone.
    private final AtomicInteger holders = new AtomicInteger(1);

    private volatile boolean dropped;

    PieceBuffer(int pieceIndex, int length, ByteBuf memory, Consumer<ByteBuf> giveBack) {
        this.pieceIndex = pieceIndex;
        this.length = length;
        this.memory = memory;
        this.bytes = memory.nioBuffer(0, length);
        this.giveBack = giveBack;
        int blockCount = Math.ceilDiv(length, BLOCK_LENGTH);
        this.blocks = new AtomicIntegerArray(blockCount);
        this.missing = new AtomicInteger(blockCount);
    }

    public int pieceIndex() {
        return pieceIndex;
    }

    /// Bytes of the piece.
    public int length() {
        return length;
    }

    /// Every block is stored; nobody writes any more.
    public boolean isSealed() {
        return missing.get() == 0;
    }

    /// The whole piece, for the one who hashes and writes it. Only when sealed, and only until
    /// [#drop].
    public ByteBuffer content() {
        if (!isSealed()) {
            throw new IllegalStateException(
                    "piece " + pieceIndex + " read before it is complete: " + missing + " missing");
        }
        return bytes.duplicate();
    }

    /// The owner's last word; once. The memory is free when the last claim is given back: at once,
    /// if the piece was complete.
    public void drop() {
        dropped = true;
        letGo();
    }

    /// The owner has no use for what still arrives.
    boolean isDropped() {
        return dropped;
    }

    /// Makes a block the caller's to write; false if it is another's, stored, or the piece was
    /// dropped. Ends with [#stored] or [#unclaim].
    boolean claim(int block) {
        if (!hold()) {
            return false;
        }
        boolean claimed = !dropped && blocks.compareAndSet(block, FREE, CLAIMED);
        if (!claimed) {
            letGo();
        }
        return claimed;
    }

    /// The owner knows that a block is all zeros: nobody need bring it. Before anybody else sees
    /// the buffer.
    public void zero(int block) {
        int begin = block * BLOCK_LENGTH;
        memory.setZero(begin, Math.min(BLOCK_LENGTH, length - begin));
        blocks.set(block, STORED);
        missing.decrementAndGet();
    }

    void unclaim(int block) {
        blocks.set(block, FREE);
        letGo();
    }

    void stored(int block) {
        blocks.set(block, STORED);
        missing.decrementAndGet();
        letGo();
    }

    private boolean hold() {
        int held;
        do {
            held = holders.get();
            if (held == 0) {
                return false;
            }
        } while (!holders.compareAndSet(held, held + 1));
        return true;
    }

    private void letGo() {
        int left = holders.decrementAndGet();
        if (left == 0) {
            giveBack.accept(memory);
        } else if (left < 0) {
            throw new IllegalStateException("piece " + pieceIndex + " dropped twice");
        }
    }

    /// Writes bytes of a claimed block.
    void put(int offset, ByteBuffer source, int sourceOffset, int count) {
        bytes.put(offset, source, sourceOffset, count);
    }

    /// A view of bytes of claimed blocks that a socket may read into, only while they are claimed;
    /// the caller's to release.
    ByteBuf view(int offset, int count) {
        return memory.retainedSlice(offset, count).clear();
    }
}
