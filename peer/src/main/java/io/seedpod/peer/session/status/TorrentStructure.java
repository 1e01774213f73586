package io.seedpod.peer.session.status;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.engine.files.FileChoice;
import java.util.List;
import java.util.stream.IntStream;

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
    /// @param index in the torrent's list, pads counted
    /// @param firstPiece and `lastPiece` hold it; -1 for an empty file
    /// @param priority `high`, `normal`, `low` or `skip`
    public record Part(
            int index, String path, long length, int firstPiece, int lastPiece, String priority) {}

    public static TorrentStructure of(InfoDict info, FileChoice choice) {
        var layout = info.layout();
        var priorities = choice.files(info);
        return new TorrentStructure(
                info.name(),
                info.infoHash().hex(),
                layout.totalLength(),
                layout.pieceLength(),
                layout.pieceCount(),
                info.privateTorrent(),
                IntStream.range(0, priorities.size())
                        .filter(index -> !info.files().get(index).pad())
                        .mapToObj(index -> part(info, index, priorities.get(index).word()))
                        .toList());
    }

    private static Part part(InfoDict info, int index, String priority) {
        var layout = info.layout();
        var file = info.files().get(index);
        var isEmpty = file.length() == 0;
        return new Part(
                index,
                file.pathText(),
                file.length(),
                isEmpty ? -1 : layout.pieceIndexAt(file.offset()),
                isEmpty ? -1 : layout.pieceIndexAt(file.end() - 1),
                priority);
    }
}
