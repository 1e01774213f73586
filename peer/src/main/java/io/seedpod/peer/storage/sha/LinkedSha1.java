package io.seedpod.peer.storage.sha;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Objects;

/// C functions of ours.
///
/// They read a direct buffer where it lies; what lies on the heap, which the collector may move, is
/// copied piecemeal.
final class LinkedSha1 implements Sha1 {
    private static final int STATE_LENGTH = 96;
    private static final int STEP = 16 << 10;

    /// C's state, the hash, and room for bytes from the heap.
    private final ByteBuffer memory = ByteBuffer.allocateDirect(STATE_LENGTH + LENGTH + STEP);

    private final long state = MemorySegment.ofBuffer(memory).address();
    private final ShaCalls calls;

    /// Asked for here and not in a static field, which would be what the building machine has.
    private final int instructions;

    LinkedSha1(ShaCalls calls) {
        this.calls = calls;
        instructions = calls.instructions();
        calls.begin(state);
    }

    @Override
    public void update(ByteBuffer bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.limit());
        try {
            if (bytes.isDirect()) {
                long address = MemorySegment.ofBuffer(bytes.slice(offset, length)).address();
                calls.update(state, address, length, instructions);
            } else {
                copied(bytes, offset, length);
            }
        } finally {
            Reference.reachabilityFence(bytes);
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void updateBoth(
            ByteBuffer bytes,
            int offset,
            Sha1 other,
            ByteBuffer othersBytes,
            int othersOffset,
            int length) {
        if (other instanceof LinkedSha1 linked
                && linked != this
                && bytes.isDirect()
                && othersBytes.isDirect()) {
            Objects.checkFromIndexSize(offset, length, bytes.limit());
            Objects.checkFromIndexSize(othersOffset, length, othersBytes.limit());
            try {
                calls.updateTwo(
                        state,
                        MemorySegment.ofBuffer(bytes.slice(offset, length)).address(),
                        linked.state,
                        MemorySegment.ofBuffer(othersBytes.slice(othersOffset, length)).address(),
                        length,
                        instructions);
            } finally {
                Reference.reachabilityFence(bytes);
                Reference.reachabilityFence(othersBytes);
                Reference.reachabilityFence(this);
                Reference.reachabilityFence(linked);
            }
        } else {
            Sha1.super.updateBoth(bytes, offset, other, othersBytes, othersOffset, length);
        }
    }

    private void copied(ByteBuffer bytes, int offset, int length) {
        int room = STATE_LENGTH + LENGTH;
        for (int done = 0; done < length; done += STEP) {
            int count = Math.min(STEP, length - done);
            memory.put(room, bytes, offset + done, count);
            calls.update(state, state + room, count, instructions);
        }
    }

    @Override
    public void finish(byte[] sum) {
        calls.finish(state, state + STATE_LENGTH, instructions);
        memory.get(STATE_LENGTH, sum, 0, LENGTH);
        calls.begin(state);
    }
}
