package io.seedpod.tracker.frontend.rest.swarms;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.seedpod.model.id.PeerId;
import io.seedpod.tracker.swarm.SwarmPeer;
import java.util.Optional;

/// A peer of a swarm. What it said of itself at its last announce is absent where the registry is
/// too full to keep it.
///
/// @param peerId 40 hexadecimal digits
/// @param left bytes still missing
/// @param node where it says it runs; absent = it did not say, as zone and region
/// @param heldBack whether it is handed out last until it announces
/// @param draining whether it said that it is about to leave
/// @param handOuts how often it was handed out
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PeerView(
        String endpoint,
        Optional<String> peerId,
        Optional<String> client,
        Optional<Long> left,
        boolean seeder,
        Optional<Long> uploaded,
        Optional<Long> downloaded,
        Optional<Integer> lastAnnounceSeconds,
        Optional<String> node,
        Optional<String> zone,
        Optional<String> region,
        boolean heldBack,
        boolean draining,
        long handOuts) {
    static PeerView of(SwarmPeer peer) {
        var details = peer.details();
        return new PeerView(
                peer.endpoint().toString(),
                details.map(SwarmPeer.Details::peerId).map(PeerId::hex),
                details.map(SwarmPeer.Details::peerId).map(PeerId::client),
                details.map(SwarmPeer.Details::left),
                peer.seeder(),
                details.map(SwarmPeer.Details::uploaded),
                details.map(SwarmPeer.Details::downloaded),
                details.map(SwarmPeer.Details::announcedSecondsAgo),
                said(peer.labels().node()),
                said(peer.labels().zone()),
                said(peer.labels().region()),
                peer.heldBack(),
                peer.draining(),
                peer.handOuts());
    }

    private static Optional<String> said(String word) {
        return word.isEmpty() ? Optional.empty() : Optional.of(word);
    }
}
