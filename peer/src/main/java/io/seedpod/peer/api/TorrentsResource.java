package io.seedpod.peer.api;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.peer.session.Session;
import io.seedpod.peer.session.Sessions;
import io.seedpod.peer.session.request.FetchManner;
import io.seedpod.peer.session.request.FetchRequest;
import io.seedpod.peer.session.request.FileChoices;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.session.request.SeedRequest;
import io.seedpod.peer.session.request.ShareRequest;
import io.seedpod.peer.session.request.Source;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// The torrents of this daemon.
@Path("/api/v1/torrents")
@Tag(name = "torrents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TorrentsResource {
    private final Sessions sessions;

    TorrentsResource(Sessions sessions) {
        this.sessions = sessions;
    }

    @GET
    @Operation(summary = "List every torrent with its status.")
    public Uni<TorrentList> list() {
        return session().list().map(TorrentList::new);
    }

    @GET
    @Path("{infoHash}")
    @Operation(summary = "Show one torrent.")
    public Uni<TorrentStatus> status(@PathParam("infoHash") String infoHash) {
        return session().status(parse(infoHash));
    }

    @POST
    @Operation(
            summary = "Add a torrent: share a path, fetch a source, or seed a torrent.",
            description = "A share is answered when it is published, a fetch when it has begun.")
    public Uni<RestResponse<TorrentStatus>> add(
            @Nullable AddTorrent what, @Context HttpServerRequest request) {
        return begin(what, Paths.allowedTo(request, session().folder()))
                .map(status -> RestResponse.status(RestResponse.Status.CREATED, status));
    }

    @DELETE
    @Path("{infoHash}")
    @Operation(summary = "Leave a swarm; files stay.")
    public Uni<Void> remove(@PathParam("infoHash") String infoHash) {
        return session().remove(parse(infoHash));
    }

    private Uni<TorrentStatus> begin(@Nullable AddTorrent what, Paths paths) {
        var session = session();
        if (what != null && what.share() != null) {
            var share = what.share();
            return session.share(
                    new ShareRequest(
                            paths.parse(share.path()),
                            Optional.ofNullable(share.name()),
                            share.replace(),
                            Boolean.TRUE.equals(share.hybrid()),
                            Objects.requireNonNullElse(share.webSeeds(), List.of())));
        }
        if (what != null && what.fetch() != null) {
            return session.fetch(fetch(what.fetch(), paths));
        }
        if (what != null && what.seed() != null) {
            return session.seed(
                    new SeedRequest(
                            torrent(what.seed().torrent()), paths.parse(what.seed().data())));
        }
        throw new SessionException(
                Trouble.USAGE, "nothing to add (expected: share, fetch or seed)");
    }

    private static FetchRequest fetch(AddTorrent.Fetch fetch, Paths paths) {
        var torrent = fetch.torrent();
        var text = fetch.source();
        if ((torrent == null) == (text == null)) {
            throw new SessionException(
                    Trouble.USAGE, "what to fetch is not clear (expected: source or torrent)");
        }
        var source =
                torrent != null
                        ? new Source.Torrent(torrent(torrent))
                        : Source.parseRemote(String.valueOf(text));
        var output = fetch.output();
        var size = fetch.size();
        return new FetchRequest(
                source,
                output == null
                        ? Output.ofDaemon()
                        : output(output, Boolean.TRUE.equals(fetch.pieces()), paths),
                size == null ? OptionalLong.empty() : OptionalLong.of(size),
                new FetchManner(
                        Boolean.TRUE.equals(fetch.inOrder()),
                        Objects.requireNonNullElse(fetch.maxUp(), 0L),
                        Objects.requireNonNullElse(fetch.maxDown(), 0L),
                        Boolean.TRUE.equals(fetch.held()),
                        FileChoices.parse(Objects.requireNonNullElse(fetch.files(), List.of()))));
    }

    private static Output output(String text, boolean pieces, Paths paths) {
        var path = paths.parse(text);
        return pieces ? Output.pieces(path) : Output.parse(text);
    }

    private static Metainfo torrent(String base64) {
        try {
            return Metainfo.decode(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new SessionException(
                    Trouble.BAD_TORRENT, "torrent is not base64: " + e.getMessage(), e);
        } catch (MetainfoException e) {
            throw new SessionException(Trouble.BAD_TORRENT, String.valueOf(e.getMessage()), e);
        }
    }

    static InfoHash parse(String text) {
        return InfoHash.parse(text)
                .orElseThrow(
                        () ->
                                new SessionException(
                                        Trouble.BAD_TORRENT,
                                        "not an infohash: %s (expected: 40 hexadecimal digits)"
                                                .formatted(text)));
    }

    private Session session() {
        return sessions.current()
                .orElseThrow(
                        () ->
                                new SessionException(
                                        Trouble.NO_PEERS, "the session is not open yet"));
    }
}
