package io.seedpod.tracker.frontend.rest.swarms;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.catalogue.Catalogue;
import io.seedpod.tracker.core.Member;
import io.seedpod.tracker.core.MemberDirectory;
import io.seedpod.tracker.frontend.TrackerTime;
import io.seedpod.tracker.frontend.rest.Answers;
import io.seedpod.tracker.frontend.rest.Paging;
import io.seedpod.tracker.frontend.rest.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Our peers: the members' swarm, and what each member holds. What it answers stands in
/// `openapi.yaml`.
@Path("/api/v1/peers")
@Produces(MediaType.APPLICATION_JSON)
public final class PeersResource {
    private final MemberDirectory members;
    private final Catalogue catalogue;
    private final TrackerTime time;

    PeersResource(MemberDirectory members, Catalogue catalogue, TrackerTime time) {
        this.members = members;
        this.catalogue = catalogue;
        this.time = time;
    }

    @GET
    @Blocking
    @Answers({200, 400})
    public Response list(
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        int most = Paging.limit(limit);
        var found = members.list(endpoint(after), most + 1, time.steadySeconds());
        boolean more = found.size() > most;
        var page = more ? found.subList(0, most) : found;
        var now = time.wall().instant();
        var names = names(page);
        var shown =
                page.stream()
                        .map(
                                member ->
                                        MembersView.of(
                                                member,
                                                now,
                                                hash -> Optional.ofNullable(names.get(hash))))
                        .toList();
        var next =
                more
                        ? Optional.of(page.getLast().self().endpoint().toString())
                        : Optional.<String>empty();
        return new Paging("/api/v1/peers").page(new MembersView(shown, next), next, most);
    }

    private static Optional<PeerEndpoint> endpoint(@Nullable String after) {
        if (after == null) {
            return Optional.empty();
        }
        var endpoint = PeerEndpoint.parse(after);
        if (endpoint.isEmpty()) {
            throw new ProblemException(
                    400,
                    "after is no endpoint (expected: such as 10.1.2.3:6881 or [fd00::1]:6881)",
                    "after");
        }
        return endpoint;
    }

    /// The first name of each torrent on the page.
    private Map<InfoHash, String> names(List<Member> page) {
        Map<InfoHash, String> names = new HashMap<>();
        page.forEach(member -> member.torrents().forEach(held -> names.put(held.infoHash(), "")));
        if (!names.isEmpty()) {
            for (var entry : catalogue.list("", Optional.empty(), Integer.MAX_VALUE)) {
                names.replace(entry.infoHash(), "", entry.shownName());
            }
        }
        names.values().removeIf(String::isEmpty);
        return names;
    }
}
