package io.seedpod.peer.session.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A daemon that a tracker knows, and what it holds there.
///
/// @param lastAnnounceSeconds since it last said that it is there
/// @param since when the tracker first heard of it, ISO 8601
/// @param torrentCount may be more than are listed
public record MemberPeer(
        String endpoint,
        @Nullable String client,
        @Nullable String node,
        @Nullable String zone,
        @Nullable String region,
        boolean draining,
        @Nullable Integer lastAnnounceSeconds,
        @Nullable String since,
        int torrentCount,
        List<Held> torrents,
        String tracker) {
    public MemberPeer {
        torrents = List.copyOf(torrents);
    }

    /// One torrent of it.
    ///
    /// @param left bytes still missing
    /// @param state `seeder` or `leecher`
    public record Held(
            String infoHash,
            @Nullable String name,
            @Nullable Long left,
            String state,
            @Nullable String since) {}

    /// How many of the listed it has whole.
    public long seeding() {
        return torrents.stream().filter(held -> held.state().equals("seeder")).count();
    }
}
