package io.seedpod.tracker.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What `tracker key` does with a file of connection keys.
public enum KeyVerb {
    /// Makes a file with a key; there must be none.
    MAKE,
    /// Tells which keys there are, without giving them away.
    SHOW,
    /// Adds a new key that is accepted; there must be one key.
    ADD,
    /// Has the second key issue, and the first be accepted; there must be two.
    SWAP,
    /// Forgets the second key; there must be two.
    DROP;

    static Optional<KeyVerb> of(String word) {
        return Arrays.stream(values()).filter(verb -> verb.word().equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(KeyVerb::word).collect(Collectors.joining(", "));
    }

    /// As it is typed.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
