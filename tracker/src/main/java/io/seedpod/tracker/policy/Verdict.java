package io.seedpod.tracker.policy;

/// What a policy says to an announce.
public sealed interface Verdict {
    Verdict ALLOWED = new Allowed();

    record Allowed() implements Verdict {}

    /// @param reason told to the asker: fit for a stranger
    record Refused(String reason) implements Verdict {}
}
