package io.seedpod.peer.session.catalogue;

import org.jspecify.annotations.Nullable;

/// One name of a tracker's catalogue and who holds its content now.
///
/// @param name or `name@version` for a content that the plain name does not mean
/// @param publishedBy address and program, as the tracker saw them
/// @param handOuts how often its holders were named to others
public record NamedTorrent(
        String name,
        String infoHash,
        long size,
        int pieceLength,
        int seeders,
        int leechers,
        @Nullable String publishedAt,
        String tracker,
        @Nullable String publishedBy,
        @Nullable Long handOuts) {}
