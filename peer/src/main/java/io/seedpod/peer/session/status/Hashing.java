package io.seedpod.peer.session.status;

/// How far hashing is: bytes done, of how many; 0 of 0 when there is none.
public record Hashing(long done, long total) {
    public static final Hashing NONE = new Hashing(0, 0);
}
