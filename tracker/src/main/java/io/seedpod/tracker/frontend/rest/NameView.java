package io.seedpod.tracker.frontend.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.seedpod.model.tracker.ScrapeEntry;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import java.time.Instant;
import java.util.Optional;

/// A name as REST shows it.
///
/// @param files of the torrent; absent when only name, infohash and size were published
/// @param privateTorrent shown as `private`; absent likewise
/// @param publishedAt the same as clock: ISO 8601, UTC
/// @param clock of the publication: milliseconds since 1970 at its first publisher
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record NameView(
        String name,
        String infoHash,
        long size,
        int pieceLength,
        long pieceCount,
        Optional<Integer> files,
        @JsonProperty("private") Optional<Boolean> privateTorrent,
        boolean hasTorrent,
        String publishedAt,
        long clock,
        int seeders,
        int leechers) {
    static NameView of(CatalogueEntry entry, ScrapeEntry counts) {
        return new NameView(
                entry.shownName(),
                entry.infoHash().hex(),
                entry.size(),
                entry.pieceLength(),
                entry.pieceCount(),
                entry.torrent().map(CatalogueEntry.StoredTorrent::files),
                entry.torrent().map(CatalogueEntry.StoredTorrent::privateTorrent),
                entry.torrent().isPresent(),
                Instant.ofEpochMilli(entry.clock()).toString(),
                entry.clock(),
                counts.seeders(),
                counts.leechers());
    }
}
