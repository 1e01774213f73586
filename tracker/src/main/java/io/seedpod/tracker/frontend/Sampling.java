package io.seedpod.tracker.frontend;

/// Which announces are timed: to read a clock costs a good part of what the announce itself does.
/// One thread.
public final class Sampling {
    /// One announce in this many is timed.
    public static final int ONE_IN = 16;

    private int count;

    /// Counts an announce.
    ///
    /// @return whether it is one to be timed
    public boolean next() {
        count++;
        return count % ONE_IN == 0;
    }
}
