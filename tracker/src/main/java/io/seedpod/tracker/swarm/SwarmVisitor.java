package io.seedpod.tracker.swarm;

import io.seedpod.model.id.InfoHash;

/// Sees every swarm and every peer. Called while others wait for the swarm: it takes what it is
/// shown and returns; it does not write, send or ask the registry.
public interface SwarmVisitor {
    /// A swarm, before its peers.
    ///
    /// @return whether its peers are to be shown
    boolean swarm(InfoHash infoHash, SwarmCounts counts);

    void peer(InfoHash infoHash, KnownPeer peer);

    /// Nobody waits now, until the next swarm is shown: the place to write what was taken.
    default void pause() {}
}
