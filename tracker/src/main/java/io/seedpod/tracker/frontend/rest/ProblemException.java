package io.seedpod.tracker.frontend.rest;

/// Ends a request with a problem.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        // Strangers cause it at will: no stack trace.
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public ProblemException(int status, String detail) {
        this(Problem.of(status, detail));
    }

    /// @param key of the parameter, header, field or setting it is about
    public ProblemException(int status, String detail, String key) {
        this(Problem.of(status, detail).about(key));
    }

    /// @param key of the parameter, header, field or setting it is about
    /// @param limit the most that would do
    public ProblemException(int status, String detail, String key, long limit) {
        this(Problem.of(status, detail).about(key).atMost(limit));
    }

    public int status() {
        return problem.status();
    }

    Problem problem() {
        return problem;
    }
}
