package io.seedpod.tracker.frontend.rest.swarms;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.core.MemberDirectory;
import io.seedpod.tracker.frontend.TrackerTime;
import io.seedpod.tracker.frontend.rest.Answers;
import io.seedpod.tracker.frontend.rest.Paging;
import io.seedpod.tracker.frontend.rest.Params;
import io.seedpod.tracker.swarm.SwarmPeer;
import io.seedpod.tracker.swarm.SwarmRegistry;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Swarms and who is in them.
@Path("/api/v1/swarms")
@Produces(MediaType.APPLICATION_JSON)
public final class SwarmsResource {
    private static final int USUAL_PEERS = 200;
    private static final int MAX_PEERS = 1_000;

    /// Of a swarm that has more, the pages show as many.
    private static final int MAX_PAGED = 10_000;

    private static final Comparator<SwarmPeer> BY_ENDPOINT =
            Comparator.comparing(SwarmPeer::endpoint, MemberDirectory.ORDER);

    private final SwarmRegistry registry;
    private final TrackerTime time;

    SwarmsResource(SwarmRegistry registry, TrackerTime time) {
        this.registry = registry;
        this.time = time;
    }

    @GET
    @Blocking
    @Answers({200, 400})
    public Response swarms(
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        int most = Paging.limit(limit);
        var page = new SwarmPage(Optional.ofNullable(after).map(Params::infoHash), most);
        registry.forEachSwarm(time.steadySeconds(), page);
        var next = page.next().map(InfoHash::hex);
        return new Paging("/api/v1/swarms")
                .page(new SwarmView.Page(page.swarms(), next), next, most);
    }

    @GET
    @Path("/{infoHash}")
    @Answers({200, 400})
    public SwarmView swarm(@RestPath String infoHash, @QueryParam("limit") @Nullable String limit) {
        var hash = Params.infoHash(infoHash);
        int most = (int) Params.number("limit", limit, USUAL_PEERS, 1, MAX_PEERS);
        var peers = registry.peers(hash, time.steadySeconds(), most);
        return SwarmView.of(
                hash,
                registry.counts(hash),
                Optional.of(peers.stream().map(PeerView::of).toList()));
    }

    @GET
    @Path("/{infoHash}/peers")
    @Blocking
    @Answers({200, 400})
    public Response peers(
            @RestPath String infoHash,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        var hash = Params.infoHash(infoHash);
        int most = Paging.limit(limit);
        var behind = Params.endpoint(after);
        var found =
                registry.peers(hash, time.steadySeconds(), MAX_PAGED).stream()
                        .filter(peer -> behind.isEmpty() || isBehind(peer, behind.get()))
                        .sorted(BY_ENDPOINT)
                        .limit(most + 1L)
                        .toList();
        boolean more = found.size() > most;
        var shown = more ? found.subList(0, most) : found;
        var next =
                more
                        ? Optional.of(shown.getLast().endpoint().toString())
                        : Optional.<String>empty();
        var view = new SwarmView.Peers(shown.stream().map(PeerView::of).toList(), next);
        return new Paging("/api/v1/swarms/" + hash.hex() + "/peers").page(view, next, most);
    }

    private static boolean isBehind(SwarmPeer peer, PeerEndpoint other) {
        return MemberDirectory.ORDER.compare(peer.endpoint(), other) > 0;
    }
}
