package io.seedpod.peer.net.webseed;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.webseed.WebSeedUrl;
import java.util.ArrayList;
import java.util.List;

/// Some bytes of one file of a torrent.
///
/// @param offset in the file
/// @param length bytes, > 0
record FileSlice(FileEntry file, long offset, long length) {

    /// The files that so many bytes of the content, from an offset on, lie in; in order, without
    /// gaps.
    static List<FileSlice> of(InfoDict info, long offset, long length) {
        var files = info.files();
        var slices = new ArrayList<FileSlice>();
        long end = offset + length;
        for (int i = lastAtOrBefore(files, offset); i < files.size(); i++) {
            var file = files.get(i);
            if (file.offset() >= end) {
                break;
            }
            long from = Math.max(offset, file.offset());
            long to = Math.min(end, file.end());
            if (from < to) {
                slices.add(new FileSlice(file, from - file.offset(), to - from));
            }
        }
        return slices;
    }

    /// Where to begin looking: the first file that may hold the byte at an offset.
    private static int lastAtOrBefore(List<FileEntry> files, long offset) {
        int low = 0;
        int high = files.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (files.get(middle).end() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Where the file lies at a web seed.
    WebSeedUrl at(WebSeedUrl seed, InfoDict info) {
        return seed.of(info.name(), info.multiFile() ? file.path() : List.of());
    }
}
