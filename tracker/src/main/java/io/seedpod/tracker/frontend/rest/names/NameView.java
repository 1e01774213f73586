package io.seedpod.tracker.frontend.rest.names;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.catalogue.Publisher;
import io.seedpod.tracker.swarm.SwarmCounts;
import java.time.Instant;
import java.util.Optional;

/// A name as REST shows it.
///
/// @param name or `name@version` for a content that the plain name does not mean
/// @param files of the torrent; absent when only name, infohash and size were published
/// @param privateTorrent shown as `private`; absent likewise
/// @param publishedAt the same as clock: ISO 8601, UTC
/// @param clock of the publication: milliseconds since 1970 at its first publisher
/// @param handOuts peers of its swarm named in replies, each time counted
/// @param publishedBy who brought it to this tracker; absent = not known
@RegisterForReflection
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
        Optional<PublisherView> publishedBy,
        int seeders,
        int leechers,
        long handOuts) {

    /// @param address without the port
    /// @param agent what the program called itself; absent = it did not
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record PublisherView(Optional<String> address, Optional<String> agent) {
        private static PublisherView of(Publisher publisher) {
            return new PublisherView(said(publisher.address()), said(publisher.agent()));
        }

        private static Optional<String> said(String text) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }
    }

    static NameView of(CatalogueEntry entry, SwarmCounts counts) {
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
                Optional.of(entry.publisher()).filter(Publisher::isKnown).map(PublisherView::of),
                counts.seeders(),
                counts.leechers(),
                counts.handOuts());
    }
}
