package io.seedpod.tracker.frontend.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;

/// What went wrong, in the form of RFC 9457.
///
/// @param type always `about:blank`: the status says it all
/// @param detail fit for the one who asked
/// @param key of the parameter, header, field or setting it is about
/// @param limit the most that would do
/// @param existing what the name leads to, where that is the matter
@RegisterForReflection // no resource method names it: it would be without properties natively
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        Optional<String> key,
        Optional<Long> limit,
        Optional<Object> existing) {
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int UNAUTHORIZED = 401;

    public static Problem of(int status, String detail) {
        Status known = Status.fromStatusCode(status);
        String title = known == null ? "Problem" : known.getReasonPhrase();
        return new Problem(
                "about:blank",
                title,
                status,
                detail,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Problem about(String itsKey) {
        return new Problem(type, title, status, detail, Optional.of(itsKey), limit, existing);
    }

    public Problem atMost(long itsLimit) {
        return new Problem(type, title, status, detail, key, Optional.of(itsLimit), existing);
    }

    /// @param view of what there is, registered as all views are
    public Problem with(Object view) {
        return new Problem(type, title, status, detail, key, limit, Optional.of(view));
    }

    public Response response() {
        var response = Response.status(status).type(MEDIA_TYPE).entity(this);
        return status == UNAUTHORIZED
                ? response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build()
                : response.build();
    }

    public static Response response(int status, String detail) {
        return of(status, detail).response();
    }
}
