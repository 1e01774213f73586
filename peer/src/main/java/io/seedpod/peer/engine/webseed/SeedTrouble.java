package io.seedpod.peer.engine.webseed;

/// What is wrong with a web seed.
public enum SeedTrouble {
    /// It sent content whose hash is wrong.
    WRONG_CONTENT(true),
    /// It has not what it is said to have, or does not give it to us (4xx).
    REFUSED(true),
    /// What it answers is not what was asked for: another range, another length, more than asked,
    /// no ranges at all, redirects without end.
    WRONG_ANSWER(true),
    /// Its address is one that is not asked here.
    FORBIDDEN(true),
    /// It has too much to do (429, 503), and said so.
    BUSY(false),
    /// Nobody answers there, or its own trouble is all it tells of (5xx).
    UNREACHABLE(false),
    /// It sends nothing for long, or too little.
    TOO_SLOW(false),
    /// The answer ended early.
    BROKEN(false);

    private final boolean lasting;

    SeedTrouble(boolean lasting) {
        this.lasting = lasting;
    }

    /// It is not asked again.
    public boolean isLasting() {
        return lasting;
    }
}
