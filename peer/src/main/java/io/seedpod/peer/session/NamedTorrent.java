package io.seedpod.peer.session;

import org.jspecify.annotations.Nullable;

/// One name of a tracker's catalogue and who holds its content now.
public record NamedTorrent(
        String name,
        String infoHash,
        long size,
        int pieceLength,
        int seeders,
        int leechers,
        @Nullable String publishedAt,
        String tracker) {}
