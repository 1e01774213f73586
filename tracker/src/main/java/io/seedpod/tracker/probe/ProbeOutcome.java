package io.seedpod.tracker.probe;

/// What came of a probe.
public enum ProbeOutcome {
    /// The peer took the connection: it listens, and its announces go missing.
    ANSWERED,
    REFUSED,
    TIMED_OUT,
    /// Its network says that there is nobody.
    UNREACHABLE,
    /// Our own trouble, such as too many open files: nothing was learnt.
    FAILED,
    /// Waited for its turn until its address had been asked for another peer: nothing was learnt.
    SKIPPED,
    /// The queue was full: nothing was learnt.
    DROPPED;

    /// Whether the peer is to be handed out last.
    boolean speaksAgainstThePeer() {
        return switch (this) {
            case REFUSED, TIMED_OUT, UNREACHABLE -> true;
            case ANSWERED, FAILED, SKIPPED, DROPPED -> false;
        };
    }
}
