package io.seedpod.tracker.core;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.Members;
import io.seedpod.tracker.swarm.SwarmRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Lists the members' swarm with what each member holds, for people to look at.
///
/// To find out who is where takes a look at every peer ([MemberPlaces]); a page of members takes
/// none. Several pages, and several who ask, can share a look.
public final class MemberDirectory {
    /// By address, IPv4 first, then by port.
    public static final Comparator<PeerEndpoint> ORDER =
            Comparator.<PeerEndpoint>comparingInt(peer -> peer instanceof PeerEndpoint.V4 ? 0 : 1)
                    .thenComparing(MemberDirectory::compareAddresses)
                    .thenComparingInt(PeerEndpoint::port);

    private final SwarmRegistry swarms;

    public MemberDirectory(SwarmRegistry swarms) {
        this.swarms = swarms;
    }

    private static int compareAddresses(PeerEndpoint one, PeerEndpoint other) {
        return Arrays.compareUnsigned(one.addressBytes(), other.addressBytes());
    }

    /// Who is where at this moment; costs what `MemberPlaces` says.
    public MemberPlaces look(long nowSeconds) {
        return MemberPlaces.of(swarms, nowSeconds);
    }

    /// Members in order, as they are now: who has gone since it was looked is left out. Costs a
    /// look-up for each of them and for each of their torrents.
    ///
    /// @param places where it was looked
    /// @param after the endpoint to go on behind, empty = from the first
    /// @param limit how many there are at most
    public Page list(
            MemberPlaces places, Optional<PeerEndpoint> after, int limit, long nowSeconds) {
        var endpoints = places.behind(after, limit + 1);
        boolean more = endpoints.size() > limit;
        var wanted = more ? endpoints.subList(0, limit) : endpoints;
        var members = new ArrayList<Member>();
        for (var endpoint : wanted) {
            var self = swarms.peer(Members.INFO_HASH, endpoint, nowSeconds);
            if (self.isPresent()) {
                members.add(new Member(self.get(), held(places, endpoint, nowSeconds)));
            }
        }
        return new Page(members, more ? Optional.of(wanted.getLast()) : Optional.empty());
    }

    /// Some members.
    ///
    /// @param next behind whom to go on; empty = these were the last
    public record Page(List<Member> members, Optional<PeerEndpoint> next) {}

    private List<Member.Held> held(MemberPlaces places, PeerEndpoint endpoint, long nowSeconds) {
        var held = new ArrayList<Member.Held>();
        for (var infoHash : places.of(endpoint)) {
            var as = swarms.peer(infoHash, endpoint, nowSeconds);
            if (as.isPresent()) {
                held.add(new Member.Held(infoHash, as.get()));
            }
        }
        return held;
    }
}
