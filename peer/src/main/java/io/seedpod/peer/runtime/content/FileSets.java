package io.seedpod.peer.runtime.content;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.engine.files.FileChoice;
import io.seedpod.peer.engine.files.Priority;
import java.util.BitSet;
import java.util.List;

/// Sets of a torrent's files, by their index.
public final class FileSets {
    private FileSets() {}

    public static BitSet wanted(InfoDict info, FileChoice choice) {
        return wanted(choice.files(info));
    }

    public static BitSet wanted(List<Priority> files) {
        var wanted = new BitSet();
        for (int index = 0; index < files.size(); index++) {
            wanted.set(index, files.get(index) != Priority.SKIP);
        }
        return wanted;
    }

    /// Files of which every piece is verified; those without bytes among them.
    public static BitSet whole(InfoDict info, Bitfield verified) {
        var whole = new BitSet();
        for (int index = 0; index < info.files().size(); index++) {
            whole.set(index, isWhole(info, info.files().get(index), verified));
        }
        return whole;
    }

    private static boolean isWhole(InfoDict info, FileEntry file, Bitfield verified) {
        if (file.length() == 0) {
            return true;
        }
        int missing = verified.nextClear(info.layout().pieceIndexAt(file.offset()));
        return missing < 0 || missing > info.layout().pieceIndexAt(file.end() - 1);
    }
}
