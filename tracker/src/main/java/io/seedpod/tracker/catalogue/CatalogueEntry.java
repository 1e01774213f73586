package io.seedpod.tracker.catalogue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import java.util.Optional;

/// What a name leads to.
///
/// @param size bytes of content
/// @param pieceLength bytes of a piece; 0 = not known
/// @param torrent what is known of the torrent; empty when only name, infohash and size were
///     published
/// @param publishedAtMillis since 1970, of the publish that brought the present content
public record CatalogueEntry(
        CatalogueName name,
        InfoHash infoHash,
        long size,
        int pieceLength,
        Optional<StoredTorrent> torrent,
        long publishedAtMillis) {

    /// A `.torrent` in the store.
    ///
    /// @param digest SHA-256 of its bytes, lower-case hexadecimal: where they are kept
    public record StoredTorrent(String digest, int files, boolean privateTorrent) {}

    /// Whether both lead to the same content.
    public boolean leadsTo(CatalogueEntry other) {
        return infoHash.equals(other.infoHash)
                && size == other.size
                && (pieceLength == other.pieceLength || pieceLength == 0 || other.pieceLength == 0);
    }

    /// Pieces of the content; 0 = not known.
    public long pieceCount() {
        return pieceLength == 0 ? 0 : Math.ceilDiv(size, (long) pieceLength);
    }
}
