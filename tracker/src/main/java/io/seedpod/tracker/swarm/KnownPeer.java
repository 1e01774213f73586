package io.seedpod.tracker.swarm;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.Labels;

/// A peer as a file or another tracker tells of it.
///
/// @param peerId [#UNKNOWN_ID] where it was not kept
/// @param left bytes still missing, [#UNKNOWN_LEFT] where it was not kept
/// @param draining whether it said that it is about to leave
/// @param lifetimeSeconds how much longer it may stay silent, in [1, MAX_LIFETIME_SECONDS]
/// @param handOuts how often it was handed out; [#UNKNOWN_HAND_OUTS] where it was not kept: then it
///     counts as handed out as often as the least of its class
public record KnownPeer(
        PeerEndpoint endpoint,
        PeerId peerId,
        boolean seeder,
        long left,
        Labels labels,
        boolean draining,
        int lifetimeSeconds,
        long handOuts) {
    public static final PeerId UNKNOWN_ID = new PeerId(0, 0, 0);
    public static final long UNKNOWN_LEFT = -1;
    public static final long UNKNOWN_HAND_OUTS = -1;
}
