package io.seedpod.model.metainfo;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.id.Sha256Hash;
import java.util.Iterator;
import java.util.List;

/// Writes the file tree of a hybrid's v2 half (BEP 52); see `FileTreeDecoder`.
final class FileTreeEncoder {
    private FileTreeEncoder() {}

    /// The tree of these files, which are sorted by `PathRules.BY_ELEMENT`; `roots` are those of
    /// the files that are neither empty nor pads, in the same order.
    static BDictionary encode(List<FileEntry> files, List<Sha256Hash> roots) {
        var stored = files.stream().filter(file -> !file.pad()).toList();
        return folder(stored, 0, roots.iterator());
    }

    /// The part of a tree whose paths begin alike, up to `depth`.
    private static BDictionary folder(
            List<FileEntry> files, int depth, Iterator<Sha256Hash> roots) {
        var folder = BDictionary.builder();
        for (int from = 0; from < files.size(); ) {
            var first = files.get(from);
            String name = first.path().get(depth);
            int to = from + 1;
            while (to < files.size() && files.get(to).path().get(depth).equals(name)) {
                to++;
            }
            boolean isFile = first.path().size() == depth + 1;
            folder.put(
                    name,
                    isFile
                            ? BDictionary.builder().put("", file(first, roots)).build()
                            : folder(files.subList(from, to), depth + 1, roots));
            from = to;
        }
        return folder.build();
    }

    private static BDictionary file(FileEntry file, Iterator<Sha256Hash> roots) {
        var dictionary = BDictionary.builder();
        if (!file.isLink()) {
            dictionary.put("length", file.length());
        }
        if (file.length() > 0) {
            dictionary.put("pieces root", roots.next().bytes());
        }
        return InfoDictBuilder.attributes(file, dictionary).build();
    }
}
