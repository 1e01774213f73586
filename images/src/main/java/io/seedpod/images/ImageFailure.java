package io.seedpod.images;

/// An image cannot be written, and what to do about it.
public final class ImageFailure extends Exception {
    private static final long serialVersionUID = 1;

    ImageFailure(String message) {
        super(message);
    }

    ImageFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
