package io.seedpod.peer.engine.files;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import java.util.List;

/// How much each piece is wanted: as much as the file in it that is wanted most. A piece that holds
/// the end of a wanted file and the beginning of one that is not is wanted whole, for it is checked
/// whole.
public final class PieceRanks {
    private PieceRanks() {}

    /// A [Priority#rank] for each piece.
    ///
    /// @param files how much each file is wanted, in the torrent's order
    public static byte[] of(InfoDict info, List<Priority> files) {
        var layout = info.layout();
        var ranks = new byte[layout.pieceCount()];
        for (int index = 0; index < files.size(); index++) {
            FileEntry file = info.files().get(index);
            if (file.length() > 0 && files.get(index) != Priority.SKIP) {
                byte rank = (byte) files.get(index).rank();
                int last = layout.pieceIndexAt(file.end() - 1);
                for (int piece = layout.pieceIndexAt(file.offset()); piece <= last; piece++) {
                    ranks[piece] = (byte) Math.max(ranks[piece], rank);
                }
            }
        }
        return ranks;
    }
}
