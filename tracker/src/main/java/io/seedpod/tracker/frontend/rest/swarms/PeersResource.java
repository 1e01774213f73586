package io.seedpod.tracker.frontend.rest.swarms;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.catalogue.Catalogue;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.core.MemberDirectory;
import io.seedpod.tracker.core.MemberPlaces;
import io.seedpod.tracker.frontend.TrackerTime;
import io.seedpod.tracker.frontend.rest.Answers;
import io.seedpod.tracker.frontend.rest.Paging;
import io.seedpod.tracker.frontend.rest.Params;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Our peers: the members' swarm, and what each member holds. What it answers stands in
/// `openapi.yaml`.
///
/// Who is where is found by a look at every peer of every swarm; one look serves all who ask within
/// two seconds. So who asks without end costs two seconds' share of a look, not one for each page.
@Singleton
@Path("/api/v1/peers")
@Produces(MediaType.APPLICATION_JSON)
public final class PeersResource {
    private static final Duration SHARED = Duration.ofSeconds(2);
    private static final int PAGE = 1_000;

    private final MemberDirectory members;
    private final Catalogue catalogue;
    private final TrackerTime time;
    private final Uni<Look> look;

    PeersResource(MemberDirectory members, Catalogue catalogue, TrackerTime time) {
        this.members = members;
        this.catalogue = catalogue;
        this.time = time;
        look =
                Uni.createFrom()
                        .item(this::look)
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                        .memoize()
                        .forFixedDuration(SHARED);
    }

    /// What was found.
    ///
    /// @param names the first name of each torrent that a member has
    private record Look(MemberPlaces places, Map<InfoHash, String> names) {}

    private Look look() {
        var places = members.look(time.steadySeconds());
        return new Look(places, names(places));
    }

    private Map<InfoHash, String> names(MemberPlaces places) {
        Map<InfoHash, String> names = new HashMap<>();
        var wanted = places.torrents();
        for (var after = Optional.<String>empty(); !wanted.isEmpty(); ) {
            var page = catalogue.list("", after, PAGE);
            for (CatalogueEntry entry : page) {
                if (wanted.remove(entry.infoHash())) {
                    names.put(entry.infoHash(), entry.shownName());
                }
            }
            if (page.size() < PAGE) {
                break;
            }
            after = Optional.of(page.getLast().shownName());
        }
        return names;
    }

    @GET
    @Blocking
    @Answers({200, 400})
    public Uni<Response> list(
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        int most = Paging.limit(limit);
        var behind = Params.endpoint(after);
        return look.map(found -> page(found, behind, most));
    }

    private Response page(Look found, Optional<PeerEndpoint> after, int limit) {
        var page = members.list(found.places(), after, limit, time.steadySeconds());
        var now = time.wall().instant();
        var shown =
                page.members().stream()
                        .map(
                                member ->
                                        MembersView.of(
                                                member,
                                                now,
                                                hash ->
                                                        Optional.ofNullable(
                                                                found.names().get(hash))))
                        .toList();
        var next = page.next().map(PeerEndpoint::toString);
        return new Paging("/api/v1/peers").page(new MembersView(shown, next), next, limit);
    }
}
