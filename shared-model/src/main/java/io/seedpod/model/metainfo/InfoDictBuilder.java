package io.seedpod.model.metainfo;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.BString;
import io.seedpod.model.bencode.BValue;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.id.Sha256Hash;
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

    private static final Comparator<FileEntry> TREE_ORDER =
            Comparator.comparing(FileEntry::path, PathRules.BY_ELEMENT);

    private final String name;
    private final boolean multiFile;
    private final List<FileEntry> added = new ArrayList<>();
    private int pieceLength;
    private boolean privateTorrent;
    private boolean hybrid;

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

    /// Makes a hybrid (BEP 52): files in the order of their tree, with pads behind them, so that
    /// each begins with a piece. The piece length must be a power of two, at least 16 KiB.
    public InfoDictBuilder hybrid(boolean isHybrid) {
        hybrid = isHybrid;
        return this;
    }

    /// The files in their final order, with their offsets; of a hybrid, pads among them.
    public List<FileEntry> files() {
        var files = new ArrayList<FileEntry>(added.size());
        long offset = 0;
        for (FileEntry file : added.stream().sorted(hybrid ? TREE_ORDER : ORDER).toList()) {
            files.add(file.at(offset));
            offset += file.length();
            long padding = hybrid && added.size() > 1 ? -offset & (chosenPieceLength() - 1L) : 0;
            if (padding > 0) {
                files.add(pad(padding, offset));
                offset += padding;
            }
        }
        return files;
    }

    private static FileEntry pad(long length, long offset) {
        return new FileEntry(
                List.of(".pad", String.valueOf(length)),
                length,
                offset,
                true,
                false,
                false,
                Optional.empty());
    }

    public PieceLayout layout() {
        return new PieceLayout(
                files().stream().mapToLong(FileEntry::length).sum(), chosenPieceLength());
    }

    private int chosenPieceLength() {
        return pieceLength == 0
                ? PieceLayout.pieceLengthFor(added.stream().mapToLong(FileEntry::length).sum())
                : pieceLength;
    }

    /// The info dictionary with the pieces' hashes, 20 bytes each. Holds to all the rules that a
    /// stranger's must hold to.
    public InfoDict build(byte[] pieces) throws MetainfoException {
        return build(pieces, List.of());
    }

    /// The same of a hybrid, with the roots of the files that are not empty, in the order of
    /// `files`.
    public InfoDict build(byte[] pieces, List<Sha256Hash> roots) throws MetainfoException {
        var info =
                BDictionary.builder()
                        .put("name", name)
                        .put("piece length", layout().pieceLength())
                        .put("pieces", pieces);
        if (privateTorrent) {
            info.put("private", 1);
        }
        if (hybrid) {
            info.put("meta version", 2).put("file tree", FileTreeEncoder.encode(files(), roots));
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
        return attributes(file, dictionary).build();
    }

    /// Adds what BEP 47 says of a file.
    static BDictionary.Builder attributes(FileEntry file, BDictionary.Builder dictionary) {
        String attr = file.isLink() ? "l" : file.pad() ? "p" : file.executable() ? "x" : "";
        if (!attr.isEmpty()) {
            dictionary.put("attr", attr);
        }
        file.linkTarget().ifPresent(target -> dictionary.put("symlink path", strings(target)));
        return dictionary;
    }

    private static List<BString> strings(List<String> texts) {
        return texts.stream().map(BString::of).toList();
    }
}
