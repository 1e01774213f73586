package io.seedpod.tracker.core;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.Members;
import io.seedpod.tracker.swarm.KnownPeer;
import io.seedpod.tracker.swarm.SwarmCounts;
import io.seedpod.tracker.swarm.SwarmRegistry;
import io.seedpod.tracker.swarm.SwarmVisitor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who were members, in order, and in which swarms, when it was looked. Never changes.
public final class MemberPlaces {
    private final List<PeerEndpoint> members;
    private final Map<PeerEndpoint, List<InfoHash>> places;

    private MemberPlaces(Map<PeerEndpoint, List<InfoHash>> places) {
        this.places = places;
        places.values().forEach(Collections::sort);
        members = new ArrayList<>(places.keySet());
        members.sort(MemberDirectory.ORDER);
    }

    /// Looks. This sees every peer of every swarm, and holds up each stripe of the registry for as
    /// long as its own peers take: to be done seldom, and not on an event loop.
    public static MemberPlaces of(SwarmRegistry swarms, long nowSeconds) {
        var finder = new Finder(new HashMap<>());
        swarms.forEachSwarm(nowSeconds, new Enlister(finder.wanted));
        if (!finder.wanted.isEmpty()) {
            swarms.forEachSwarm(nowSeconds, finder);
        }
        return new MemberPlaces(finder.wanted);
    }

    /// The first members behind an endpoint, which need be none of them.
    List<PeerEndpoint> behind(Optional<PeerEndpoint> after, int limit) {
        int begin = 0;
        if (after.isPresent()) {
            int found = Collections.binarySearch(members, after.get(), MemberDirectory.ORDER);
            begin = found < 0 ? -found - 1 : found + 1;
        }
        return members.subList(begin, (int) Math.min(members.size(), (long) begin + limit));
    }

    /// In the order of the infohashes.
    List<InfoHash> of(PeerEndpoint member) {
        return places.getOrDefault(member, List.of());
    }

    /// The torrents that some member had.
    public Set<InfoHash> torrents() {
        var torrents = new HashSet<InfoHash>();
        places.values().forEach(torrents::addAll);
        return torrents;
    }

    /// Notes who the members are.
    private record Enlister(Map<PeerEndpoint, List<InfoHash>> wanted) implements SwarmVisitor {
        @Override
        public boolean swarm(InfoHash infoHash, SwarmCounts counts) {
            return Members.isMembers(infoHash);
        }

        @Override
        public void peer(InfoHash infoHash, KnownPeer peer) {
            wanted.put(peer.endpoint(), new ArrayList<>());
        }
    }

    /// Notes in which swarms they are.
    private record Finder(Map<PeerEndpoint, List<InfoHash>> wanted) implements SwarmVisitor {
        @Override
        public boolean swarm(InfoHash infoHash, SwarmCounts counts) {
            return !Members.isMembers(infoHash);
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
