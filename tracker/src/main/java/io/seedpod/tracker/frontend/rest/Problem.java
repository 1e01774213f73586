package io.seedpod.tracker.frontend.rest;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

/// What went wrong, in the form of RFC 9457.
///
/// @param type always `about:blank`: the status says it all
/// @param detail fit for the one who asked
@RegisterForReflection // no resource method names it: it would be without properties natively
public record Problem(String type, String title, int status, String detail) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(int status, String detail) {
        Status known = Status.fromStatusCode(status);
        String title = known == null ? "Problem" : known.getReasonPhrase();
        return new Problem("about:blank", title, status, detail);
    }

    static Response response(int status, String detail) {
        return Response.status(status).type(MEDIA_TYPE).entity(of(status, detail)).build();
    }
}
