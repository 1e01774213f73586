package io.seedpod.tracker.core;

import io.seedpod.model.id.InfoHash;
import io.seedpod.tracker.swarm.SwarmPeer;
import java.util.List;

/// One of our daemons, and what it shares or fetches here.
///
/// @param self as the members' swarm knows it
/// @param torrents in the order of their infohashes
public record Member(SwarmPeer self, List<Held> torrents) {
    public Member {
        torrents = List.copyOf(torrents);
    }

    /// A torrent as its swarm knows the member.
    public record Held(InfoHash infoHash, SwarmPeer as) {}
}
