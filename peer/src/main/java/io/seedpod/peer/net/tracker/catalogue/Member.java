package io.seedpod.peer.net.tracker.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A daemon of ours as a tracker lists it.
///
/// @param announcedSecondsAgo since it last said that it is there
/// @param since ISO 8601
/// @param torrentCount may be more than are listed
public record Member(
        String endpoint,
        Optional<String> client,
        Optional<String> node,
        Optional<String> zone,
        Optional<String> region,
        boolean draining,
        OptionalLong announcedSecondsAgo,
        Optional<String> since,
        long torrentCount,
        List<Held> torrents) {
    public Member {
        torrents = List.copyOf(torrents);
    }

    /// One torrent of it.
    ///
    /// @param left bytes still missing
    /// @param state `seeder` or `leecher`
    /// @param since ISO 8601
    public record Held(
            String infoHash,
            Optional<String> name,
            OptionalLong left,
            String state,
            Optional<String> since) {}

    /// Part of the list, ordered by address.
    ///
    /// @param next what to ask the following page with; empty if this is the last
    public record Page(List<Member> members, Optional<String> next) {
        public Page {
            members = List.copyOf(members);
        }
    }
}
