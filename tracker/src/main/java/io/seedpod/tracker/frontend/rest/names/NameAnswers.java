package io.seedpod.tracker.frontend.rest.names;

import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.catalogue.DeleteOutcome;
import io.seedpod.tracker.catalogue.PublishOutcome;
import io.seedpod.tracker.catalogue.Refusal;
import io.seedpod.tracker.config.Publishing;
import io.seedpod.tracker.config.TrackerSettings;
import io.seedpod.tracker.frontend.rest.Problem;
import io.seedpod.tracker.swarm.SwarmRegistry;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/// Puts into HTTP what became of a change, and what a name leads to.
@Singleton
final class NameAnswers {
    /// A browser that kept counts would show old ones.
    private static final String NOT_KEPT = "no-store";

    private final SwarmRegistry swarms;
    private final int maxNames;

    NameAnswers(SwarmRegistry swarms, TrackerSettings settings) {
        this.swarms = swarms;
        maxNames = settings.publishing().maxNames();
    }

    NameView view(CatalogueEntry entry) {
        return NameView.of(entry, swarms.counts(entry.infoHash()));
    }

    Response found(CatalogueEntry entry) {
        return tagged(Response.ok(view(entry), MediaType.APPLICATION_JSON_TYPE), entry);
    }

    Response unchanged(CatalogueEntry entry) {
        return tagged(Response.notModified(), entry);
    }

    private static Response tagged(Response.ResponseBuilder response, CatalogueEntry entry) {
        return response.header(HttpHeaders.ETAG, Tags.header(entry))
                .header(HttpHeaders.CACHE_CONTROL, NOT_KEPT)
                .build();
    }

    Response of(PublishOutcome outcome) {
        return switch (outcome) {
            case PublishOutcome.Accepted(var entry, var created) ->
                    tagged(
                            Response.status(created ? 201 : 200)
                                    .type(MediaType.APPLICATION_JSON_TYPE)
                                    .entity(view(entry)),
                            entry);
            case PublishOutcome.Conflict(var existing) ->
                    about(
                            Problem.of(
                                    409,
                                    "%s leads to %s (%d bytes), published%s; say replace=true or If-Match to have it lead elsewhere"
                                            .formatted(
                                                    existing.name(),
                                                    existing.infoHash(),
                                                    existing.size(),
                                                    by(existing))),
                            existing);
            case PublishOutcome.Unmet(var existing) -> unmet(existing);
            case PublishOutcome.Outdated(long clock) ->
                    Problem.of(410, "deleted since, or followed by many others, at " + clock)
                            .about("clock")
                            .response();
            case PublishOutcome.Refused(var why, var detail) -> refusal(why, detail);
        };
    }

    Response of(DeleteOutcome outcome) {
        return switch (outcome) {
            case DeleteOutcome.Deleted _ -> Response.noContent().build();
            case DeleteOutcome.Unknown() -> Problem.response(404, "no such name");
            case DeleteOutcome.Unmet(var existing) -> unmet(Optional.of(existing));
            case DeleteOutcome.Refused(var why, var detail) -> refusal(why, detail);
        };
    }

    private Response unmet(Optional<CatalogueEntry> existing) {
        return existing.map(
                        entry ->
                                about(
                                        Problem.of(
                                                412,
                                                "%s leads to %s, published%s: not what the condition says"
                                                        .formatted(
                                                                entry.shownName(),
                                                                entry.infoHash(),
                                                                by(entry))),
                                        entry))
                .orElseGet(() -> Problem.response(412, "the condition wants a name that exists"));
    }

    private Response about(Problem problem, CatalogueEntry existing) {
        return Response.fromResponse(problem.with(view(existing)).response())
                .header(HttpHeaders.ETAG, Tags.header(existing))
                .build();
    }

    private static String by(CatalogueEntry entry) {
        String address = entry.publisher().address();
        return address.isEmpty() ? "" : " by " + address;
    }

    private Response refusal(Refusal why, String detail) {
        return switch (why) {
            case TOKEN -> Problem.of(401, detail).about("token").response();
            case NAME -> Problem.of(400, detail).about("name").response();
            case CLOCK -> Problem.of(400, detail).about("clock").response();
            case FULL ->
                    Problem.of(403, detail)
                            .about(Publishing.MAX_NAMES.name())
                            .atMost(maxNames)
                            .response();
            case BUSY, STORAGE -> Problem.response(503, detail);
        };
    }
}
