package io.seedpod.tracker.policy;

/// Why an announce is not let in.
public enum Refusal {
    NO_PORT("port 0 cannot be connected to"),
    NO_TOKEN("this tracker wants an announce token"),
    WRONG_TOKEN("the announce token is not this tracker's"),
    NOT_LISTED("this tracker serves only torrents of its catalogue");

    private final String reason;

    Refusal(String reason) {
        this.reason = reason;
    }

    /// Told to the asker: fit for a stranger.
    public String reason() {
        return reason;
    }
}
