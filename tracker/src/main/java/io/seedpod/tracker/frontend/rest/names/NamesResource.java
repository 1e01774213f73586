package io.seedpod.tracker.frontend.rest.names;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.tracker.catalogue.Catalogue;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.catalogue.Publication;
import io.seedpod.tracker.catalogue.Publisher;
import io.seedpod.tracker.frontend.Asker;
import io.seedpod.tracker.frontend.rest.Answers;
import io.seedpod.tracker.frontend.rest.Paging;
import io.seedpod.tracker.frontend.rest.Params;
import io.seedpod.tracker.frontend.rest.Problem;
import io.seedpod.tracker.frontend.rest.ProblemException;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Names: publish, look up, list, delete. What it answers stands in `openapi.yaml`.
@Path("/api/v1/names")
@Produces(MediaType.APPLICATION_JSON)
public final class NamesResource {
    private static final String TORRENT = "application/x-bittorrent";
    private static final String BEARER = "Bearer ";
    private static final String IF_MATCH = "If-Match";
    private static final String IF_NONE_MATCH = "If-None-Match";

    private final Catalogue catalogue;
    private final NameAnswers answers;
    private final NameSpans spans;

    NamesResource(Catalogue catalogue, NameAnswers answers, NameSpans spans) {
        this.catalogue = catalogue;
        this.answers = answers;
        this.spans = spans;
    }

    @GET
    @Answers({200, 400})
    public Response list(
            @QueryParam("prefix") @DefaultValue("") String prefix,
            @QueryParam("glob") @Nullable String glob,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        int most = Paging.limit(limit);
        var page = catalogue.list(prefix, Params.glob(glob), Optional.ofNullable(after), most);
        var view = new NamesView(page.entries().stream().map(answers::view).toList(), page.next());
        var paging = new Paging("/api/v1/names").with("prefix", prefix).with("glob", glob);
        return paging.page(view, page.next(), most);
    }

    @GET
    @Path("/{name}")
    @Answers({200, 304, 400, 404})
    public Response find(
            @RestPath String name,
            @HeaderParam(IF_NONE_MATCH) @Nullable String ifNoneMatch,
            @Context HttpServerRequest request) {
        return spans.of("look up", request, name, () -> find(Params.name(name), ifNoneMatch));
    }

    private Response find(CatalogueName name, @Nullable String ifNoneMatch) {
        var entry = found(name);
        return Tags.has(ifNoneMatch, entry) ? answers.unchanged(entry) : answers.found(entry);
    }

    @GET
    @Path("/{name}/versions")
    @Answers({200, 400, 404})
    public VersionsView versions(@RestPath String name) {
        var entry = found(Params.name(name));
        return new VersionsView(
                entry.name().text(),
                catalogue.versions(entry.name()).stream().map(answers::view).toList());
    }

    @GET
    @Path("/{name}/torrent")
    @Produces({TORRENT, Problem.MEDIA_TYPE})
    @Answers({200, 400, 404})
    public Uni<Response> torrent(@RestPath String name) {
        var entry = found(Params.name(name));
        return catalogue
                .torrent(Params.name(name))
                .map(
                        bytes ->
                                bytes.map(
                                                each ->
                                                        Response.ok(each, TORRENT)
                                                                .header(
                                                                        HttpHeaders.ETAG,
                                                                        Tags.header(entry))
                                                                .build())
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
    @Answers({200, 201, 400, 401, 403, 409, 410, 412, 503})
    public Uni<Response> publish(
            @RestPath String name,
            @QueryParam("replace") @Nullable String replace,
            @QueryParam("clock") @Nullable String clock,
            @Context RoutingContext context,
            byte[] torrent) {
        return spans.ofChange(
                "publish",
                context.request(),
                name,
                () -> publishTorrent(name, replace, clock, context, torrent));
    }

    private Uni<Response> publishTorrent(
            String name,
            @Nullable String replace,
            @Nullable String clock,
            RoutingContext context,
            byte[] torrent) {
        var catalogueName = Params.name(name);
        String token = authorised(context.request());
        var terms = terms(replace, clock, context);
        try {
            return publish(Publication.ofTorrent(catalogueName, torrent, terms), token);
        } catch (MetainfoException e) {
            throw new ProblemException(400, "not a usable .torrent: " + e.getMessage(), "body");
        }
    }

    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Answers({200, 201, 400, 401, 403, 409, 410, 412, 503})
    public Uni<Response> publish(
            @RestPath String name,
            @QueryParam("replace") @Nullable String replace,
            @QueryParam("clock") @Nullable String clock,
            @Context RoutingContext context,
            @Nullable PublishBody body) {
        return spans.ofChange(
                "publish",
                context.request(),
                name,
                () -> publishContent(name, replace, clock, context, body));
    }

    private Uni<Response> publishContent(
            String name,
            @Nullable String replace,
            @Nullable String clock,
            RoutingContext context,
            @Nullable PublishBody body) {
        var catalogueName = Params.name(name);
        String token = authorised(context.request());
        var terms = terms(replace, clock, context);
        if (body == null || body.infoHash() == null || body.size() == null) {
            throw new ProblemException(400, "infoHash and size are wanted", "body");
        }
        int pieceLength = body.pieceLength() == null ? 0 : body.pieceLength();
        if (body.size() < 0 || pieceLength < 0) {
            throw new ProblemException(
                    400,
                    "size or pieceLength is negative",
                    body.size() < 0 ? "size" : "pieceLength");
        }
        var publication =
                new Publication(
                        catalogueName,
                        Params.infoHash(body.infoHash()),
                        body.size(),
                        pieceLength,
                        Optional.empty(),
                        terms);
        return publish(publication, token);
    }

    private Uni<Response> publish(Publication publication, String token) {
        return catalogue.publish(publication, token).map(answers::of);
    }

    private static Publication.Terms terms(
            @Nullable String replace, @Nullable String clock, RoutingContext context) {
        var request = context.request();
        return new Publication.Terms(
                Params.flag("replace", replace),
                Params.number("clock", clock, 0, 0, Long.MAX_VALUE),
                Tags.condition(request.getHeader(IF_MATCH), request.getHeader(IF_NONE_MATCH)),
                publisher(context));
    }

    private static Publisher publisher(RoutingContext context) {
        String agent = context.request().getHeader(HttpHeaders.USER_AGENT);
        return Publisher.of(Asker.of(context), agent == null ? "" : agent);
    }

    @DELETE
    @Path("/{name}")
    @Answers({204, 400, 401, 404, 412, 503})
    public Uni<Response> delete(@RestPath String name, @Context HttpServerRequest request) {
        return spans.ofChange("delete", request, name, () -> deleteName(name, request));
    }

    private Uni<Response> deleteName(String name, HttpServerRequest request) {
        var condition =
                Tags.condition(request.getHeader(IF_MATCH), request.getHeader(IF_NONE_MATCH));
        return catalogue.delete(Params.name(name), condition, token(request)).map(answers::of);
    }

    private CatalogueEntry found(CatalogueName name) {
        return catalogue.find(name).orElseThrow(() -> new ProblemException(404, "no such name"));
    }

    /// The token; a wrong one is refused before the body is looked at.
    private String authorised(HttpServerRequest request) {
        String token = token(request);
        if (!catalogue.mayChange(token)) {
            throw new ProblemException(401, Catalogue.wrongToken(token), "token");
        }
        return token;
    }

    private static String token(HttpServerRequest request) {
        String said = request.getHeader(HttpHeaders.AUTHORIZATION);
        return said != null && said.startsWith(BEARER)
                ? said.substring(BEARER.length()).strip()
                : "";
    }
}
