package io.seedpod.tracker.core;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.Members;
import io.seedpod.tracker.swarm.KnownPeer;
import io.seedpod.tracker.swarm.SwarmCounts;
import io.seedpod.tracker.swarm.SwarmPeer;
import io.seedpod.tracker.swarm.SwarmRegistry;
import io.seedpod.tracker.swarm.SwarmVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lists the members' swarm with what each member holds, for people to look at. Sees every peer of
/// every swarm for each page: not for the event loop.
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

    /// Members in order.
    ///
    /// @param after the endpoint to go on behind, empty = from the first
    public List<Member> list(Optional<PeerEndpoint> after, int limit, long nowSeconds) {
        var page = page(after, limit, nowSeconds);
        Map<PeerEndpoint, List<InfoHash>> places = new HashMap<>();
        for (var peer : page) {
            places.put(peer.endpoint(), new ArrayList<>());
        }
        if (!page.isEmpty()) {
            swarms.forEachSwarm(nowSeconds, new Finder(places));
        }
        var members = new ArrayList<Member>();
        for (var peer : page) {
            var infoHashes = places.getOrDefault(peer.endpoint(), List.of());
            members.add(new Member(peer, held(peer.endpoint(), infoHashes, nowSeconds)));
        }
        return members;
    }

    private List<SwarmPeer> page(Optional<PeerEndpoint> after, int limit, long nowSeconds) {
        var page = new ArrayList<SwarmPeer>();
        for (var peer : swarms.peers(Members.INFO_HASH, nowSeconds, Integer.MAX_VALUE)) {
            if (after.isEmpty() || ORDER.compare(peer.endpoint(), after.get()) > 0) {
                page.add(peer);
            }
        }
        page.sort(Comparator.comparing(SwarmPeer::endpoint, ORDER));
        return page.subList(0, Math.min(limit, page.size()));
    }

    private List<Member.Held> held(
            PeerEndpoint endpoint, List<InfoHash> infoHashes, long nowSeconds) {
        var ordered = new ArrayList<>(infoHashes);
        Collections.sort(ordered);
        var held = new ArrayList<Member.Held>();
        for (var infoHash : ordered) {
            var as = swarms.peer(infoHash, endpoint, nowSeconds);
            if (as.isPresent()) {
                held.add(new Member.Held(infoHash, as.get()));
            }
        }
        return held;
    }

    /// Notes in which swarms the wanted ones are.
    private record Finder(Map<PeerEndpoint, List<InfoHash>> wanted) implements SwarmVisitor {
        @Override
        public boolean swarm(InfoHash infoHash, SwarmCounts counts) {
            return !infoHash.equals(Members.INFO_HASH);
        }

        @Override
        public void peer(InfoHash infoHash, KnownPeer peer) {
            var places = wanted.get(peer.endpoint());
            if (places != null) {
                places.add(infoHash);
            }
        }
    }
}
