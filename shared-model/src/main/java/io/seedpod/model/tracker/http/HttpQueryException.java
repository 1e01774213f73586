package io.seedpod.model.tracker.http;

/// A query that is no announce or scrape; the message is fit to be the reply's `failure reason`.
public final class HttpQueryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    HttpQueryException(String reason) {
        // Strangers cause it at will: no stack trace.
        super(reason, null, false, false);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
