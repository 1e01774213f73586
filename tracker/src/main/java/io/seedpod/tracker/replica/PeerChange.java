package io.seedpod.tracker.replica;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.Labels;

/// What happened to a peer of a swarm at one tracker, as its siblings are told.
sealed interface PeerChange {
    Place place();

    /// How long word of the peer is of interest to others.
    int lifetimeSeconds();

    /// Where: what is told later of the same place takes the place of what was told before.
    record Place(InfoHash infoHash, PeerEndpoint peer) {}

    /// It announced.
    ///
    /// @param left bytes still missing
    /// @param lifetimeSeconds how long it may stay silent, from now
    public record Announced(
            Place place,
            PeerId peerId,
            long left,
            Labels labels,
            boolean draining,
            int lifetimeSeconds)
            implements PeerChange {}

    /// It said that it stops.
    ///
    /// @param lifetimeSeconds that it had
    record Stopped(Place place, int lifetimeSeconds) implements PeerChange {}
}
