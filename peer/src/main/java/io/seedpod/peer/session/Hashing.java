package io.seedpod.peer.session;

/// How far hashing is: bytes done, of how many; 0 of 0 when there is none.
public record Hashing(long done, long total) {
    static final Hashing NONE = new Hashing(0, 0);
}
