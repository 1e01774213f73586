package io.seedpod.peer.api;

import io.seedpod.peer.session.SessionException;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Answers a wish that could not be fulfilled with a [Problem].
public final class SessionExceptionMapper {
    @ServerExceptionMapper
    public RestResponse<Problem> map(SessionException exception) {
        var problem = Problem.of(exception);
        return RestResponse.ResponseBuilder.<Problem>create(problem.status())
                .entity(problem)
                .header(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .build();
    }
}
