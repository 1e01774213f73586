package io.seedpod.tracker.catalogue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import java.util.Optional;

/// What a name leads to.
///
/// @param version which of the contents of the name, as the first hexadecimal digits of its
///     infohash; empty = the one that the plain name means
/// @param size bytes of content
/// @param pieceLength bytes of a piece; 0 = not known
/// @param torrent what is known of the torrent; empty when only name, infohash and size were
///     published
/// @param clock of the publication: milliseconds since 1970 at its first publisher
public record CatalogueEntry(
        CatalogueName name,
        String version,
        InfoHash infoHash,
        long size,
        int pieceLength,
        Optional<StoredTorrent> torrent,
        long clock,
        Publisher publisher) {

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

    /// Under what it is listed and can be looked up: the name, or `name@version`.
    public String shownName() {
        return version.isEmpty() ? name.text() : name.text() + NameVersion.SIGN + version;
    }

    /// Tells one publication of a name from any other.
    public String tag() {
        return infoHash.hex() + "-" + Long.toHexString(clock);
    }

    CatalogueEntry as(String shown) {
        return new CatalogueEntry(
                name, shown, infoHash, size, pieceLength, torrent, clock, publisher);
    }

    CatalogueEntry at(long moment, Publisher whose) {
        return new CatalogueEntry(
                name, version, infoHash, size, pieceLength, torrent, moment, whose);
    }

    /// Itself, and what the other knows of the same content that it does not.
    CatalogueEntry learning(CatalogueEntry other) {
        return new CatalogueEntry(
                name,
                version,
                infoHash,
                size,
                pieceLength == 0 ? other.pieceLength : pieceLength,
                torrent.or(other::torrent),
                clock,
                publisher.isKnown() ? publisher : other.publisher);
    }
}
