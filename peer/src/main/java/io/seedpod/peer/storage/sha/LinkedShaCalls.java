package io.seedpod.peer.storage.sha;

import org.graalvm.nativeimage.c.function.CFunction;

/// The functions as linked into an executable; of no use on a JVM.
///
/// A thread leaves the collector's care while it adds bytes (the default transition), so that
/// nobody waits for a piece to end. The others are over at once.
final class LinkedShaCalls implements ShaCalls {
    @Override
    public int instructions() {
        return cInstructions();
    }

    @Override
    public void begin(long state) {
        cBegin(state);
    }

    @Override
    public void update(long state, long bytes, long length, int instructions) {
        cUpdate(state, bytes, length, instructions);
    }

    @Override
    public void updateTwo(
            long one,
            long bytesOfOne,
            long other,
            long bytesOfOther,
            long length,
            int instructions) {
        cUpdateTwo(one, bytesOfOne, other, bytesOfOther, length, instructions);
    }

    @Override
    public void finish(long state, long sum, int instructions) {
        cFinish(state, sum, instructions);
    }

    @CFunction(value = "seedpod_sha1_instructions", transition = CFunction.Transition.NO_TRANSITION)
    private static native int cInstructions();

    @CFunction(value = "seedpod_sha1_begin", transition = CFunction.Transition.NO_TRANSITION)
    private static native void cBegin(long state);

    @CFunction("seedpod_sha1_update")
    private static native void cUpdate(long state, long bytes, long length, int instructions);

    @CFunction("seedpod_sha1_update_two")
    private static native void cUpdateTwo(
            long one,
            long bytesOfOne,
            long other,
            long bytesOfOther,
            long length,
            int instructions);

    @CFunction(value = "seedpod_sha1_finish", transition = CFunction.Transition.NO_TRANSITION)
    private static native void cFinish(long state, long sum, int instructions);
}
