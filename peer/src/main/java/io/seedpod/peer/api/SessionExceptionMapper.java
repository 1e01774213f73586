package io.seedpod.peer.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Answers a wish that could not be fulfilled with a [Problem].
public final class SessionExceptionMapper {
    @ServerExceptionMapper
    public RestResponse<Problem> map(SessionException exception) {
        return answer(Problem.of(exception));
    }

    @ServerExceptionMapper
    public RestResponse<Problem> map(MismatchedInputException exception) {
        return answer(notUnderstood(exception));
    }

    @ServerExceptionMapper
    public RestResponse<Problem> map(WebApplicationException exception) {
        if (exception.getCause() instanceof JacksonException json) {
            return answer(notUnderstood(json));
        }
        var status = exception.getResponse().getStatus();
        var title = exception.getResponse().getStatusInfo().getReasonPhrase();
        return answer(
                new Problem("about:blank", title, status, String.valueOf(exception.getMessage())));
    }

    /// In our words: Jackson's name classes.
    private static Problem notUnderstood(JacksonException exception) {
        var what =
                switch (exception) {
                    case UnrecognizedPropertyException unknown ->
                            "unknown field \"" + unknown.getPropertyName() + "\"";
                    case StreamReadException _ -> "malformed";
                    default -> "not of the expected shape";
                };
        var at = exception.getLocation();
        var where =
                at == null
                        ? ""
                        : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        return Problem.of(
                new SessionException(
                        Trouble.USAGE,
                        Problem.NOT_UNDERSTOOD + what + where + " (see /q/openapi)"));
    }

    private static RestResponse<Problem> answer(Problem problem) {
        return RestResponse.ResponseBuilder.<Problem>create(problem.status())
                .entity(problem)
                .header(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .build();
    }
}
