package io.seedpod.tracker.state;

/// A state file is not what was written, or was written by somebody else.
final class StateDamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param what is wrong with it, to follow "because"
    StateDamagedException(String what) {
        super(what);
    }
}
