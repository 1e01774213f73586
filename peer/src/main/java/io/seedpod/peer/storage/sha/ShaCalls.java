package io.seedpod.peer.storage.sha;

/// The functions of `native/c/sha1.c`: addresses in, addresses out. Any thread; a state belongs to
/// one thread at a time.
interface ShaCalls {
    /// 0 when this processor has no SHA instructions.
    int instructions();

    /// Makes the state at this address that of no bytes.
    void begin(long state);

    /// Adds bytes; `instructions` is what [#instructions] said, or 0.
    void update(long state, long bytes, long length, int instructions);

    /// Adds bytes, as many to each of two states, together: a processor with the instructions needs
    /// little more time for two than for one.
    void updateTwo(
            long one,
            long bytesOfOne,
            long other,
            long bytesOfOther,
            long length,
            int instructions);

    /// Writes the hash to where `sum` points; the state is to begin again.
    void finish(long state, long sum, int instructions);
}
