package io.seedpod.tracker.policy;

/// What a policy says to an announce.
public sealed interface Verdict {
    Verdict ALLOWED = new Allowed();

    record Allowed() implements Verdict {}

    record Refused(Refusal why) implements Verdict {}
}
