package io.seedpod.peer.api;

import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.session.Sessions;
import io.seedpod.peer.session.Steering;
import io.seedpod.peer.session.request.TorrentOrder;
import io.seedpod.peer.session.status.OrderAnswer;
import io.seedpod.peer.session.status.PeerLinks;
import io.seedpod.peer.session.status.PieceMap;
import io.seedpod.peer.session.status.TorrentStructure;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// One torrent's pieces and peers, and what may be ordered of it.
@Path("/api/v1/torrents/{infoHash}")
@Tag(name = "torrents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SteeringResource {
    private final Sessions sessions;

    SteeringResource(Sessions sessions) {
        this.sessions = sessions;
    }

    @GET
    @Path("pieces")
    @Operation(summary = "Tell which pieces are verified on disk.")
    public Uni<PieceMap> pieces(@PathParam("infoHash") String infoHash) {
        return steering().pieces(parse(infoHash));
    }

    @GET
    @Path("structure")
    @Operation(summary = "Tell files, lengths and pieces.")
    public Uni<TorrentStructure> structure(@PathParam("infoHash") String infoHash) {
        return steering().structure(parse(infoHash));
    }

    @GET
    @Path("peers")
    @Operation(summary = "List who is connected.")
    public Uni<PeerLinks> peers(@PathParam("infoHash") String infoHash) {
        return steering().links(parse(infoHash));
    }

    @POST
    @Path("orders")
    @Operation(
            summary = "Order something: connect, fetch a piece, announce, hold.",
            description = "Answered when it shows, or with the reason why it does not.")
    public Uni<OrderAnswer> order(
            @PathParam("infoHash") String infoHash, @Nullable TorrentOrder order) {
        if (order == null || order.kind() == null) {
            throw new SessionException(Trouble.USAGE, "nothing ordered (expected: kind)");
        }
        return steering().order(parse(infoHash), order);
    }

    private static InfoHash parse(String text) {
        return TorrentsResource.parse(text);
    }

    private Steering steering() {
        return sessions.current()
                .orElseThrow(
                        () ->
                                new SessionException(
                                        Trouble.NO_PEERS, "the session is not open yet"));
    }
}
