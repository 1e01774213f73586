package io.seedpod.peer.storage.sha;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.graalvm.nativeimage.c.function.CFunction;

/// The C functions of `native/c/sha1.c`, linked into an executable; of no use on a JVM.
///
/// They read a direct buffer where it lies; what lies on the heap, which the collector may move, is
/// copied piecemeal. A thread leaves the collector's care while it hashes (the default transition),
/// so that nobody waits for a piece to end.
final class LinkedSha1 implements Sha1 {
    private static final int STATE_LENGTH = 96;
    private static final int STEP = 16 << 10;

    /// C's state, the hash, and room for bytes from the heap.
    private final ByteBuffer memory = ByteBuffer.allocateDirect(STATE_LENGTH + LENGTH + STEP);

    private final long state = MemorySegment.ofBuffer(memory).address();

    /// Asked for here and not in a static field, which would be what the building machine has.
    private final int instructions = cInstructions();

    LinkedSha1() {
        cBegin(state);
    }

    static boolean hasInstructions() {
        return cInstructions() != 0;
    }

    @Override
    public void update(ByteBuffer bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.limit());
        try {
            if (bytes.isDirect()) {
                long address = MemorySegment.ofBuffer(bytes.slice(offset, length)).address();
                cUpdate(state, address, length, instructions);
            } else {
                copied(bytes, offset, length);
            }
        } finally {
            Reference.reachabilityFence(bytes);
            Reference.reachabilityFence(this);
        }
    }

    private void copied(ByteBuffer bytes, int offset, int length) {
        int room = STATE_LENGTH + LENGTH;
        for (int done = 0; done < length; done += STEP) {
            int count = Math.min(STEP, length - done);
            memory.put(room, bytes, offset + done, count);
            cUpdate(state, state + room, count, instructions);
        }
    }

    @Override
    public void finish(byte[] sum) {
        cFinish(state, state + STATE_LENGTH, instructions);
        memory.get(STATE_LENGTH, sum, 0, LENGTH);
        cBegin(state);
    }

    @CFunction(value = "seedpod_sha1_instructions", transition = CFunction.Transition.NO_TRANSITION)
    private static native int cInstructions();

    @CFunction(value = "seedpod_sha1_begin", transition = CFunction.Transition.NO_TRANSITION)
    private static native void cBegin(long state);

    @CFunction("seedpod_sha1_update")
    private static native void cUpdate(long state, long bytes, long length, int instructions);

    @CFunction(value = "seedpod_sha1_finish", transition = CFunction.Transition.NO_TRANSITION)
    private static native void cFinish(long state, long sum, int instructions);
}
