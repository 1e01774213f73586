package io.seedpod.peer.api;

import io.seedpod.peer.session.Sessions;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Who answers here.
@Path("/api/v1/daemon")
@Tag(name = "daemon")
@Produces(MediaType.APPLICATION_JSON)
public class DaemonResource {
    private final Sessions sessions;

    DaemonResource(Sessions sessions) {
        this.sessions = sessions;
    }

    @GET
    @Operation(summary = "Tell product, version, address, trackers and connections of this daemon.")
    public DaemonInfo info() {
        return sessions.current()
                .map(
                        session ->
                                new DaemonInfo(
                                        "seedpod peer",
                                        sessions.version(),
                                        session.peerId(),
                                        session.listen(),
                                        session.folder().map(Object::toString).orElse(""),
                                        session.trackers(),
                                        connections()))
                .orElseGet(
                        () ->
                                new DaemonInfo(
                                        "seedpod peer",
                                        sessions.version(),
                                        "",
                                        "",
                                        "",
                                        List.of(),
                                        connections()));
    }

    private DaemonInfo.Connections connections() {
        return DaemonInfo.Connections.of(sessions.places());
    }
}
