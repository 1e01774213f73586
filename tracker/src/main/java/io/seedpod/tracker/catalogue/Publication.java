package io.seedpod.tracker.catalogue;

import io.seedpod.model.bencode.BString;
import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.metainfo.MetainfoException;
import java.util.Optional;

/// What somebody wants to publish.
///
/// @param replace whether other content of this name gives way
public record Publication(
        CatalogueName name,
        InfoHash infoHash,
        long size,
        int pieceLength,
        Optional<Torrent> torrent,
        boolean replace) {

    /// A `.torrent`.
    public record Torrent(BString bytes, int files, boolean privateTorrent) {}

    public static Publication ofTorrent(CatalogueName name, byte[] bytes, boolean replace)
            throws MetainfoException {
        var info = Metainfo.decode(bytes).info();
        int files = (int) info.files().stream().filter(file -> !file.pad()).count();
        return new Publication(
                name,
                info.infoHash(),
                info.layout().totalLength(),
                info.layout().pieceLength(),
                Optional.of(new Torrent(BString.of(bytes), files, info.privateTorrent())),
                replace);
    }
}
