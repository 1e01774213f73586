package io.seedpod.model.bencode;

/// Bytes that are not bencode, or more of it than the limits allow.
public final class BencodeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final int offset;

    BencodeException(Problem problem, int offset, String message) {
        super(message + " at byte " + offset);
        this.problem = problem;
        this.offset = offset;
    }

    public Problem problem() {
        return problem;
    }

    /// Where in the document, counted from its first byte.
    public int offset() {
        return offset;
    }

    /// What is wrong.
    public enum Problem {
        /// The bytes end within a value.
        TRUNCATED,
        /// A byte that cannot stand where it stands, a leading zero, `-0`, a key that is no string.
        MALFORMED,
        /// A number beyond 64 bits, or a string longer than the document can hold.
        NUMBER_TOO_LARGE,
        UNSORTED_KEYS,
        DUPLICATE_KEY,
        TOO_LONG,
        TOO_DEEP,
        TOO_MANY_VALUES,
        /// Bytes follow the document.
        TRAILING_BYTES
    }
}
