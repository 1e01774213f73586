package io.seedpod.tracker.frontend.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.ScrapeEntry;
import io.seedpod.tracker.swarm.SwarmPeer;
import java.util.List;
import java.util.Optional;

/// A swarm as REST shows it.
public record SwarmView(
        String infoHash, int seeders, int completed, int leechers, List<PeerView> peers) {

    /// A peer. Everything but endpoint and seeder is absent where the registry is too full to keep
    /// it.
    ///
    /// @param peerId 40 hexadecimal digits
    /// @param left bytes still missing
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record PeerView(
            String endpoint,
            Optional<String> peerId,
            Optional<String> client,
            Optional<Long> left,
            boolean seeder,
            Optional<Long> uploaded,
            Optional<Long> downloaded,
            Optional<Integer> lastAnnounceSeconds) {
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
                    details.map(SwarmPeer.Details::announcedSecondsAgo));
        }
    }

    static SwarmView of(InfoHash infoHash, ScrapeEntry counts, List<SwarmPeer> peers) {
        return new SwarmView(
                infoHash.hex(),
                counts.seeders(),
                counts.completed(),
                counts.leechers(),
                peers.stream().map(PeerView::of).toList());
    }
}
