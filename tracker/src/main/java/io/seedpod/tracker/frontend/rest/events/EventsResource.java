package io.seedpod.tracker.frontend.rest.events;

import io.seedpod.tracker.frontend.rest.Answers;
import io.seedpod.tracker.frontend.rest.ProblemException;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Events as they happen.
@Path("/api/v1/events")
public final class EventsResource {
    private final EventBoard board;

    EventsResource(EventBoard board) {
        this.board = board;
    }

    /// Names and swarms that change, until the client has enough.
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Answers({200, 429})
    public Multi<OutboundSseEvent> events(
            @HeaderParam("Last-Event-ID") @Nullable String lastSeen, @Context Sse sse) {
        return board.subscribe(Optional.ofNullable(lastSeen))
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        429,
                                        "as many subscribers as there may be",
                                        "subscribers",
                                        board.maxSubscribers()))
                .map(event -> encode(event, sse));
    }

    private static OutboundSseEvent encode(BoardEvent event, Sse sse) {
        var encoded = sse.newEventBuilder();
        if (event.name().isEmpty()) {
            return encoded.comment("").build();
        }
        if (!event.id().isEmpty()) {
            encoded.id(event.id());
        }
        return encoded.name(event.name()).data(event.data()).build();
    }
}
