package io.seedpod.model.tracker.udp;

import java.util.Arrays;
import java.util.Optional;

/// How a look-up or publish of a name ended.
public enum NameStatus {
    /// Found, or accepted.
    OK(0),
    /// No such name.
    NOT_FOUND(1),
    /// The token does not allow it.
    REFUSED(2),
    /// The name leads to other content; the entry says which.
    CONFLICT(3),
    /// The name was deleted after the moment that the republication tells.
    DELETED(4);

    private final int number;

    NameStatus(int number) {
        this.number = number;
    }

    /// The number on the wire.
    public int number() {
        return number;
    }

    static Optional<NameStatus> ofNumber(int number) {
        return Arrays.stream(values()).filter(status -> status.number == number).findFirst();
    }
}
