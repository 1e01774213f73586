package io.seedpod.tracker.frontend.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Makes a problem of everything that ends a request early.
final class Problems {
    private static final String NOT_WANTED = "body is not the JSON that is wanted here";
    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        return e.problem().response();
    }

    @ServerExceptionMapper
    Response json(JacksonException e) {
        return Problem.response(400, NOT_WANTED);
    }

    /// Quarkus has a mapper of its own for this one.
    @ServerExceptionMapper
    Response mismatch(MismatchedInputException e) {
        return Problem.response(400, NOT_WANTED);
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        String detail =
                switch (status) {
                    case 400 -> "request cannot be read";
                    case 404 -> "no such resource";
                    case 405 -> "method not allowed here";
                    case 413 -> "body too large";
                    case 415 -> "content type not understood here";
                    default -> Problem.of(status, "").title();
                };
        return Problem.response(status, detail);
    }

    /// Our own mistake: told to the log, not to the stranger.
    @ServerExceptionMapper
    Response internal(RuntimeException e) {
        LOG.error("request has failed", e);
        return Problem.response(500, "internal error");
    }
}
