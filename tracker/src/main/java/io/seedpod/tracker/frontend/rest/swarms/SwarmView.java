package io.seedpod.tracker.frontend.rest.swarms;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.seedpod.model.id.InfoHash;
import io.seedpod.tracker.swarm.SwarmCounts;
import java.util.List;
import java.util.Optional;

/// A swarm as REST shows it.
///
/// @param handOuts peers named in replies, each time counted
/// @param peers some of them; absent in a list of swarms
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record SwarmView(
        String infoHash,
        int seeders,
        int completed,
        int leechers,
        long handOuts,
        Optional<List<PeerView>> peers) {
    static SwarmView of(InfoHash infoHash, SwarmCounts counts, Optional<List<PeerView>> peers) {
        return new SwarmView(
                infoHash.hex(),
                counts.seeders(),
                counts.completed(),
                counts.leechers(),
                counts.handOuts(),
                peers);
    }

    /// A page of swarms.
    ///
    /// @param next to be said as `after` for the next page; absent on the last
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Page(List<SwarmView> swarms, Optional<String> next) {}

    /// A page of peers.
    ///
    /// @param next to be said as `after` for the next page; absent on the last
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Peers(List<PeerView> peers, Optional<String> next) {}
}
