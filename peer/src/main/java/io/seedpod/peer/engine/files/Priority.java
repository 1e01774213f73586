package io.seedpod.peer.engine.files;

import java.util.Locale;
import java.util.Optional;

/// How much a file or a piece is wanted, least first.
public enum Priority {
    /// Not fetched.
    SKIP(0),
    LOW(1),
    NORMAL(2),
    HIGH(3);

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    /// 0 for what is not fetched; otherwise the greater the earlier.
    public int rank() {
        return rank;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Priority> parse(String word) {
        for (Priority priority : values()) {
            if (priority.word().equals(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(priority);
            }
        }
        return Optional.empty();
    }

    /// The greater of the two.
    public Priority or(Priority other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
