package io.seedpod.peer.session.trouble;

/// A wish that could not be fulfilled, with the reason in one line that a user can act on.
public final class SessionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Trouble trouble;

    public SessionException(Trouble trouble, String message) {
        super(message);
        this.trouble = trouble;
    }

    public SessionException(Trouble trouble, String message, Throwable cause) {
        super(message, cause);
        this.trouble = trouble;
    }

    public Trouble trouble() {
        return trouble;
    }
}
