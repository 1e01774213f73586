package io.seedpod.model.tracker;

import io.seedpod.model.id.InfoHash;

/// What a name in the catalogue leads to.
///
/// @param size bytes of content
/// @param pieceLength bytes of a piece; 0 = not known
/// @param seeders peers that have all at the moment
/// @param leechers peers that do not
public record NameEntry(InfoHash infoHash, long size, int pieceLength, int seeders, int leechers) {}
