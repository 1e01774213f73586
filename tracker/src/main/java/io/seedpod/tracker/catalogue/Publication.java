package io.seedpod.tracker.catalogue;

import io.seedpod.model.bencode.BString;
import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.metainfo.MetainfoException;
import java.util.Optional;

/// What somebody wants to publish.
public record Publication(
        CatalogueName name,
        InfoHash infoHash,
        long size,
        int pieceLength,
        Optional<Torrent> torrent,
        Terms terms) {

    /// A `.torrent`.
    public record Torrent(BString bytes, int files, boolean privateTorrent) {}

    /// How it is published, and by whom.
    ///
    /// @param replace whether other content of this name gives way
    /// @param clock of a republication, in milliseconds since 1970; 0 = published now, by a user
    public record Terms(boolean replace, long clock, Condition condition, Publisher publisher) {
        /// A user's wish of now.
        public static Terms now(boolean replace) {
            return new Terms(replace, 0, Condition.NONE, Publisher.UNKNOWN);
        }
    }

    public static Publication ofTorrent(CatalogueName name, byte[] bytes, Terms terms)
            throws MetainfoException {
        var info = Metainfo.decode(bytes).info();
        int files = (int) info.files().stream().filter(file -> !file.pad()).count();
        return new Publication(
                name,
                info.infoHash(),
                info.layout().totalLength(),
                info.layout().pieceLength(),
                Optional.of(new Torrent(BString.of(bytes), files, info.privateTorrent())),
                terms);
    }
}
