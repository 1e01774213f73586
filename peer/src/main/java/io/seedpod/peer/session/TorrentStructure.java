package io.seedpod.peer.session;

import io.seedpod.model.metainfo.InfoDict;
import java.util.List;

/// What a torrent is made of. Lengths in bytes.
public record TorrentStructure(
        String name,
        String infoHash,
        long totalLength,
        int pieceLength,
        int pieceCount,
        boolean privateTorrent,
        List<Part> files) {
    public TorrentStructure {
        files = List.copyOf(files);
    }

    /// One file; pads are left out.
    ///
    /// @param firstPiece and `lastPiece` hold it; -1 for an empty file
    public record Part(String path, long length, int firstPiece, int lastPiece) {}

    static TorrentStructure of(InfoDict info) {
        var layout = info.layout();
        return new TorrentStructure(
                info.name(),
                info.infoHash().hex(),
                layout.totalLength(),
                layout.pieceLength(),
                layout.pieceCount(),
                info.privateTorrent(),
                info.files().stream()
                        .filter(file -> !file.pad())
                        .map(
                                file ->
                                        new Part(
                                                file.pathText(),
                                                file.length(),
                                                file.length() == 0
                                                        ? -1
                                                        : layout.pieceIndexAt(file.offset()),
                                                file.length() == 0
                                                        ? -1
                                                        : layout.pieceIndexAt(file.end() - 1)))
                        .toList());
    }
}
