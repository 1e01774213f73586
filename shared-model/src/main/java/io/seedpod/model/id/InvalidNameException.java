package io.seedpod.model.id;

/// A text that cannot be a catalogue name; the message says why, fit for the one who typed it.
public final class InvalidNameException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidNameException(String message) {
        super(message);
    }
}
