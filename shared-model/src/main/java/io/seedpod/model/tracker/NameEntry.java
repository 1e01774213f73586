package io.seedpod.model.tracker;

import io.seedpod.model.id.InfoHash;

/// What a name in the catalogue leads to.
///
/// @param size bytes of content
/// @param pieceLength bytes of a piece; 0 = not known
/// @param seeders peers that have all at the moment
/// @param leechers peers that do not
/// @param clock of the publication, in milliseconds since 1970; 0 = not known
public record NameEntry(
        InfoHash infoHash, long size, int pieceLength, int seeders, int leechers, long clock) {

    /// Of a tracker that does not tell the clock.
    public NameEntry(InfoHash infoHash, long size, int pieceLength, int seeders, int leechers) {
        this(infoHash, size, pieceLength, seeders, leechers, 0);
    }
}
