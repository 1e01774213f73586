package io.seedpod.peer.net.tracker;

/// A tracker that could not be asked, or said no. The message says what, where and why, for the one
/// who gave the command.
public final class TrackerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public TrackerException(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /// What went wrong.
    public enum Kind {
        /// The address makes no sense, or what was asked does not.
        INVALID,
        /// The host's name leads nowhere.
        UNKNOWN_HOST,
        /// Nobody answers there.
        UNREACHABLE,
        /// Somebody answers, but not as a tracker does.
        NOT_A_TRACKER,
        /// The tracker refused and said why.
        REFUSED,
        /// The catalogue has no such name.
        UNKNOWN_NAME,
        /// The name was deleted after what is republished was published.
        DELETED,
        /// The name leads to other content.
        CONFLICT,
        /// The name leads elsewhere than a moment ago.
        UNMET,
        /// It cannot be had over UDP, and nothing else is allowed.
        NOT_OVER_UDP;

        /// Whether the tracker itself decided, so that asking it another way changes nothing.
        public boolean isDecision() {
            return switch (this) {
                case REFUSED, UNKNOWN_NAME, DELETED, CONFLICT, UNMET, INVALID -> true;
                case UNKNOWN_HOST, UNREACHABLE, NOT_A_TRACKER, NOT_OVER_UDP -> false;
            };
        }
    }
}
