package io.seedpod.model.metainfo;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.BString;
import io.seedpod.model.bencode.BValue;
import io.seedpod.model.bencode.Bencode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Makes the info dictionary of content, canonically: the same names, bytes, executable bits and
/// links give the same infohash on every machine and in every version. Nothing variable goes in.
///
/// Use: add the files in any order, ask `files` and `layout` what to hash, then `build` with the
/// hashes.
public final class InfoDictBuilder {
    private static final Comparator<FileEntry> ORDER =
            Comparator.comparing(FileEntry::path, PathRules.RAW_BYTES);

    private final String name;
    private final boolean multiFile;
    private final List<FileEntry> added = new ArrayList<>();
    private int pieceLength;
    private boolean privateTorrent;

    private InfoDictBuilder(String name, boolean multiFile) {
        this.name = name;
        this.multiFile = multiFile;
    }

    /// A torrent of one file without a folder.
    public static InfoDictBuilder singleFile(String name, long length, boolean executable) {
        var builder = new InfoDictBuilder(name, false);
        return builder.file(List.of(name), length, executable);
    }

    /// A torrent that is a folder of files.
    public static InfoDictBuilder folder(String name) {
        return new InfoDictBuilder(name, true);
    }

    public InfoDictBuilder file(List<String> path, long length, boolean executable) {
        added.add(new FileEntry(path, length, 0, false, executable, false, Optional.empty()));
        return this;
    }

    /// A link inside the folder; `target` is relative to the folder, not to the link.
    public InfoDictBuilder link(List<String> path, List<String> target) {
        added.add(new FileEntry(path, 0, 0, false, false, false, Optional.of(target)));
        return this;
    }

    /// Instead of the length that `PieceLayout.pieceLengthFor` chooses.
    public InfoDictBuilder pieceLength(int bytes) {
        pieceLength = bytes;
        return this;
    }

    public InfoDictBuilder privateTorrent(boolean isPrivate) {
        privateTorrent = isPrivate;
        return this;
    }

    /// The files in their final order, with their offsets.
    public List<FileEntry> files() {
        var files = new ArrayList<>(added);
        files.sort(ORDER);
        long offset = 0;
        for (int i = 0; i < files.size(); i++) {
            files.set(i, files.get(i).at(offset));
            offset = files.get(i).end();
        }
        return files;
    }

    public PieceLayout layout() {
        long totalLength = added.stream().mapToLong(FileEntry::length).sum();
        return new PieceLayout(
                totalLength,
                pieceLength == 0 ? PieceLayout.pieceLengthFor(totalLength) : pieceLength);
    }

    /// The info dictionary with the pieces' hashes, 20 bytes each. Holds to all the rules that a
    /// stranger's must hold to.
    public InfoDict build(byte[] pieces) throws MetainfoException {
        var info =
                BDictionary.builder()
                        .put("name", name)
                        .put("piece length", layout().pieceLength())
                        .put("pieces", pieces);
        if (privateTorrent) {
            info.put("private", 1);
        }
        if (multiFile) {
            info.put("files", files().stream().map(InfoDictBuilder::encoded).toList());
        } else {
            var file = added.getFirst();
            info.put("length", file.length());
            if (file.executable()) {
                info.put("attr", "x");
            }
        }
        return InfoDict.decode(Bencode.encode(info.build()));
    }

    private static BValue encoded(FileEntry file) {
        var dictionary =
                BDictionary.builder()
                        .put("length", file.length())
                        .put("path", strings(file.path()));
        String attr = file.isLink() ? "l" : file.executable() ? "x" : "";
        if (!attr.isEmpty()) {
            dictionary.put("attr", attr);
        }
        file.linkTarget().ifPresent(target -> dictionary.put("symlink path", strings(target)));
        return dictionary.build();
    }

    private static List<BString> strings(List<String> texts) {
        return texts.stream().map(BString::of).toList();
    }
}
