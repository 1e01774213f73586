package io.seedpod.tracker.frontend.rest;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.InvalidNameException;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.tracker.catalogue.Catalogue;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.catalogue.Condition;
import io.seedpod.tracker.catalogue.DeleteOutcome;
import io.seedpod.tracker.catalogue.Publication;
import io.seedpod.tracker.catalogue.PublishOutcome;
import io.seedpod.tracker.catalogue.Publisher;
import io.seedpod.tracker.catalogue.Refusal;
import io.seedpod.tracker.core.Tracker;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Names: publish, look up, list, delete.
@Path("/api/v1/names")
@Tag(name = "names", description = "Names that lead to torrents")
@Produces(MediaType.APPLICATION_JSON)
public final class NamesResource {
    private static final String TORRENT = "application/x-bittorrent";
    private static final String BEARER = "Bearer ";
    private static final int MAX_PAGE = 1_000;

    private final Catalogue catalogue;
    private final Tracker tracker;

    NamesResource(Catalogue catalogue, Tracker tracker) {
        this.catalogue = catalogue;
        this.tracker = tracker;
    }

    @GET
    @Operation(summary = "List names in order", description = "Go on with after = next")
    public NamesView list(
            @QueryParam("prefix") @DefaultValue("") String prefix,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new ProblemException(
                    400, "limit " + limit + " (expected: 1 to " + MAX_PAGE + ")");
        }
        List<CatalogueEntry> found = catalogue.list(prefix, Optional.ofNullable(after), limit + 1);
        boolean more = found.size() > limit;
        var page = more ? found.subList(0, limit) : found;
        return new NamesView(
                page.stream().map(this::view).toList(),
                more ? Optional.of(page.getLast().name().text()) : Optional.empty());
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "Look up a name")
    public NameView find(@RestPath String name) {
        return view(found(name(name)));
    }

    @GET
    @Path("/{name}/torrent")
    @Produces({TORRENT, Problem.MEDIA_TYPE})
    @Operation(summary = "The .torrent of a name")
    public Uni<Response> torrent(@RestPath String name) {
        var entry = found(name(name));
        return catalogue
                .torrent(entry.name())
                .map(
                        bytes ->
                                bytes.map(each -> Response.ok(each, TORRENT).build())
                                        .orElseGet(
                                                () ->
                                                        Problem.response(
                                                                404,
                                                                "published without a .torrent; peers have the metadata")));
    }

    @PUT
    @Path("/{name}")
    @Consumes(TORRENT)
    @Blocking
    @Operation(summary = "Publish a .torrent under a name")
    @APIResponse(responseCode = "201", description = "published; on disk")
    @APIResponse(responseCode = "200", description = "was already published, or replaced")
    @APIResponse(responseCode = "409", description = "the name leads to other content")
    public Uni<Response> publish(
            @RestPath String name,
            @QueryParam("replace") boolean replace,
            @QueryParam("clock") @DefaultValue("0") long clock,
            @HeaderParam("Authorization") @Nullable String authorization,
            byte[] torrent) {
        var catalogueName = name(name);
        String token = authorised(authorization);
        try {
            return publish(
                    Publication.ofTorrent(catalogueName, torrent, terms(replace, clock)), token);
        } catch (MetainfoException e) {
            throw new ProblemException(400, "not a usable .torrent: " + e.getMessage());
        }
    }

    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Publish an infohash under a name; peers have the metadata")
    public Uni<Response> publish(
            @RestPath String name,
            @QueryParam("replace") boolean replace,
            @QueryParam("clock") @DefaultValue("0") long clock,
            @HeaderParam("Authorization") @Nullable String authorization,
            @Nullable PublishBody body) {
        var catalogueName = name(name);
        String token = authorised(authorization);
        if (body == null || body.infoHash() == null || body.size() == null) {
            throw new ProblemException(400, "infoHash and size are wanted");
        }
        var infoHash =
                InfoHash.parse(body.infoHash())
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                400,
                                                "infoHash is not one (expected: 40 hex or 32 base32 digits)"));
        int pieceLength = body.pieceLength() == null ? 0 : body.pieceLength();
        if (body.size() < 0 || pieceLength < 0) {
            throw new ProblemException(400, "size or pieceLength is negative");
        }
        return publish(
                new Publication(
                        catalogueName,
                        infoHash,
                        body.size(),
                        pieceLength,
                        Optional.empty(),
                        terms(replace, clock)),
                token);
    }

    private static Publication.Terms terms(boolean replace, long clock) {
        if (clock < 0) {
            throw new ProblemException(400, "clock " + clock + " is negative");
        }
        return new Publication.Terms(replace, clock, Condition.NONE, Publisher.UNKNOWN);
    }

    private Uni<Response> publish(Publication publication, String token) {
        return catalogue
                .publish(publication, token)
                .map(
                        outcome ->
                                switch (outcome) {
                                    case PublishOutcome.Accepted(var entry, var created) ->
                                            Response.status(created ? 201 : 200)
                                                    .type(MediaType.APPLICATION_JSON_TYPE)
                                                    .entity(view(entry))
                                                    .build();
                                    case PublishOutcome.Conflict(var existing) ->
                                            Problem.response(
                                                    409,
                                                    "%s leads to %s (%d bytes); say replace=true to have it lead elsewhere"
                                                            .formatted(
                                                                    existing.name(),
                                                                    existing.infoHash(),
                                                                    existing.size()));
                                    case PublishOutcome.Unmet _ ->
                                            Problem.response(412, "the name is not as expected");
                                    case PublishOutcome.Outdated _ ->
                                            Problem.response(410, "the name was deleted since");
                                    case PublishOutcome.Refused(var why, var detail) ->
                                            refusal(why, detail);
                                });
    }

    @DELETE
    @Path("/{name}")
    @Operation(summary = "Delete a name; the swarm of its torrent stays")
    @APIResponse(responseCode = "204", description = "deleted; on disk")
    public Uni<Response> delete(
            @RestPath String name, @HeaderParam("Authorization") @Nullable String authorization) {
        return catalogue
                .delete(name(name), Condition.NONE, token(authorization))
                .map(
                        outcome ->
                                switch (outcome) {
                                    case DeleteOutcome.Deleted _ -> Response.noContent().build();
                                    case DeleteOutcome.Unknown() ->
                                            Problem.response(404, "no such name");
                                    case DeleteOutcome.Unmet _ ->
                                            Problem.response(412, "the name is not as expected");
                                    case DeleteOutcome.Refused(var why, var detail) ->
                                            refusal(why, detail);
                                });
    }

    private static Response refusal(Refusal why, String detail) {
        int status =
                switch (why) {
                    case TOKEN -> 401;
                    case NAME, CLOCK -> 400;
                    case FULL -> 507;
                    case BUSY, STORAGE -> 503;
                };
        return Problem.response(status, detail);
    }

    private NameView view(CatalogueEntry entry) {
        return NameView.of(entry, tracker.scrape(entry.infoHash()));
    }

    private CatalogueEntry found(CatalogueName name) {
        return catalogue.find(name).orElseThrow(() -> new ProblemException(404, "no such name"));
    }

    private static CatalogueName name(String text) {
        try {
            return CatalogueName.parse(text);
        } catch (InvalidNameException e) {
            throw new ProblemException(400, String.valueOf(e.getMessage()));
        }
    }

    /// The token; a wrong one is refused before the body is looked at.
    private String authorised(@Nullable String authorization) {
        String token = token(authorization);
        if (!catalogue.mayChange(token)) {
            throw new ProblemException(401, Catalogue.wrongToken(token));
        }
        return token;
    }

    private static String token(@Nullable String authorization) {
        return authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length()).strip()
                : "";
    }
}
