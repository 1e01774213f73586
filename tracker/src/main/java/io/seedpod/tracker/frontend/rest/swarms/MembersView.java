package io.seedpod.tracker.frontend.rest.swarms;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.Labels;
import io.seedpod.tracker.core.Member;
import io.seedpod.tracker.swarm.SwarmPeer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A page of our peers.
///
/// @param next to be said as `after` for the next page; absent on the last
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record MembersView(List<MemberView> peers, Optional<String> next) {

    /// One daemon.
    ///
    /// @param peerId 40 hexadecimal digits
    /// @param lastAnnounceSeconds since it last said that it is there
    /// @param torrents at most 1,000 of them
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record MemberView(
            String endpoint,
            Optional<String> peerId,
            Optional<String> client,
            Optional<String> node,
            Optional<String> zone,
            Optional<String> region,
            boolean draining,
            Optional<Integer> lastAnnounceSeconds,
            Optional<String> since,
            int torrentCount,
            List<HeldView> torrents) {}

    /// A torrent of a daemon's.
    ///
    /// @param name one under which it is published, if it is
    /// @param left bytes still missing
    /// @param state `seeder` or `leecher`
    /// @param since when this tracker first heard of the peer in this swarm
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record HeldView(
            String infoHash,
            Optional<String> name,
            Optional<Long> left,
            String state,
            Optional<String> since) {}

    private static final int MAX_TORRENTS = 1_000;

    static MemberView of(Member member, Instant now, Function<InfoHash, Optional<String>> nameOf) {
        var self = member.self();
        var said = self.details();
        return new MemberView(
                self.endpoint().toString(),
                said.map(SwarmPeer.Details::peerId).map(PeerId::hex),
                said.map(SwarmPeer.Details::peerId).map(PeerId::client),
                label(self.labels(), Labels::node),
                label(self.labels(), Labels::zone),
                label(self.labels(), Labels::region),
                self.draining(),
                said.map(SwarmPeer.Details::announcedSecondsAgo),
                since(self, now),
                member.torrents().size(),
                member.torrents().stream()
                        .limit(MAX_TORRENTS)
                        .map(held -> of(held, now, nameOf))
                        .toList());
    }

    private static HeldView of(
            Member.Held held, Instant now, Function<InfoHash, Optional<String>> nameOf) {
        return new HeldView(
                held.infoHash().hex(),
                nameOf.apply(held.infoHash()),
                held.as().details().map(SwarmPeer.Details::left),
                held.as().seeder() ? "seeder" : "leecher",
                since(held.as(), now));
    }

    private static Optional<String> since(SwarmPeer peer, Instant now) {
        return peer.details()
                .map(
                        said ->
                                now.minusSeconds(said.knownSeconds())
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString());
    }

    private static Optional<String> label(Labels labels, Function<Labels, String> which) {
        return Optional.of(which.apply(labels)).filter(word -> !word.isEmpty());
    }
}
