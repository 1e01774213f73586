package io.seedpod.tracker.frontend.rest.events;

import io.seedpod.tracker.frontend.Asker;
import io.seedpod.tracker.frontend.rest.Answers;
import io.seedpod.tracker.frontend.rest.ProblemException;
import io.seedpod.tracker.frontend.rest.events.EventBoard.Limits;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;
import java.util.function.ToLongFunction;
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
            @HeaderParam("Last-Event-ID") @Nullable String lastSeen,
            @Context RoutingContext context,
            @Context Sse sse) {
        var from = Asker.of(context);
        switch (board.admit(from)) {
            case ADMITTED -> {}
            case TOO_MANY ->
                    throw tooMany("as many subscribers as there may be", Limits::subscribers);
            case TOO_MANY_OF_ADDRESS ->
                    throw tooMany(
                            "as many subscribers of one address as there may be",
                            Limits::subscribersOfAddress);
        }
        return board.subscribe(from, Optional.ofNullable(lastSeen))
                .map(event -> encode(event, sse));
    }

    private ProblemException tooMany(String detail, ToLongFunction<Limits> limit) {
        return new ProblemException(429, detail, "subscribers", limit.applyAsLong(board.limits()));
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
