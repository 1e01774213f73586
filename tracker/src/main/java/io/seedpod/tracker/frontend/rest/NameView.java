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
/// @param publishedAt ISO 8601, UTC
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
        int seeders,
        int leechers) {
    static NameView of(CatalogueEntry entry, ScrapeEntry counts) {
        return new NameView(
                entry.name().text(),
                entry.infoHash().hex(),
                entry.size(),
                entry.pieceLength(),
                entry.pieceCount(),
                entry.torrent().map(CatalogueEntry.StoredTorrent::files),
                entry.torrent().map(CatalogueEntry.StoredTorrent::privateTorrent),
                entry.torrent().isPresent(),
                Instant.ofEpochMilli(entry.publishedAtMillis()).toString(),
                counts.seeders(),
                counts.leechers());
    }
}
