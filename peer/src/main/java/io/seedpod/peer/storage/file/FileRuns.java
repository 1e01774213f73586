package io.seedpod.peer.storage.file;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.storage.StorageException;
import java.util.List;

/// Finds which runs of which files hold a part of a piece.
final class FileRuns {
    private final InfoDict info;
    private final List<FileEntry> files;
    private final long[] offsets;

    FileRuns(InfoDict info) {
        this.info = info;
        files = info.files();
        offsets = files.stream().mapToLong(FileEntry::offset).toArray();
    }

    /// Shows the runs in order; every byte is in exactly one.
    void each(int pieceIndex, int begin, int length, Visitor visitor) throws StorageException {
        if (begin < 0 || length < 0 || begin > info.layout().pieceLength(pieceIndex) - length) {
            throw new IndexOutOfBoundsException(
                    length
                            + " bytes at "
                            + begin
                            + " of piece "
                            + pieceIndex
                            + " (expected: inside the piece)");
        }
        long offset = info.layout().pieceOffset(pieceIndex) + begin;
        int left = length;
        for (int index = indexAt(offset); left > 0; index++) {
            var file = files.get(index);
            int count = (int) Math.min(left, file.end() - offset);
            if (count > 0) {
                visitor.run(index, offset - file.offset(), count);
                offset += count;
                left -= count;
            }
        }
    }

    /// The file that holds a byte. Empty files begin where their successor begins: the last that
    /// begins at or before the byte is the one.
    private int indexAt(long offset) {
        int low = 0;
        int high = offsets.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (offsets[middle] <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// Takes a run: `count` bytes of a file from `position` on.
    interface Visitor {
        void run(int fileIndex, long position, int count) throws StorageException;
    }
}
