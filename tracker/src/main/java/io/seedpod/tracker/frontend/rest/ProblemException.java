package io.seedpod.tracker.frontend.rest;

/// Ends a request with a problem.
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String detail;

    ProblemException(int status, String detail) {
        // Strangers cause it at will: no stack trace.
        super(detail, null, false, false);
        this.status = status;
        this.detail = detail;
    }

    int status() {
        return status;
    }

    String detail() {
        return detail;
    }
}
