package io.seedpod.model.metainfo;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.BString;
import io.seedpod.model.bencode.BValue;
import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.TreeShape;
import io.seedpod.model.metainfo.MetainfoException.Problem;
import io.seedpod.model.metainfo.V2Info.FileRoot;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Reads the v2 half of a hybrid's info dictionary (BEP 52), and holds it against the v1 half.
///
/// ```
/// key            value
/// meta version   2
/// file tree      { name: { name: … { "": { length, pieces root?, attr?, symlink path? } } } }
/// pieces root    32 bytes, the root of the file's merkle tree; of every file that is not empty
/// piece length   a power of two, at least 16 KiB
/// ```
///
/// The files of the tree, in the order of its keys, are those of `files` without the pads, and each
/// that is not empty begins with a piece.
final class FileTreeDecoder {
    private static final BString LEAF = BString.of("");
    private static final int META_VERSION = 2;

    private final PieceLayout layout;
    private final List<FileEntry> files;
    private final List<FileRoot> trees = new ArrayList<>();

    /// The files of the v1 half that are to come, by index.
    private final Iterator<Integer> expected;

    /// Where the next file that is not empty must begin.
    private long nextOffset;

    private FileTreeDecoder(PieceLayout layout, List<FileEntry> files) {
        this.layout = layout;
        this.files = files;
        this.expected =
                IntStream.range(0, files.size()).filter(i -> !files.get(i).pad()).iterator();
    }

    /// The v2 half, if there is one.
    static Optional<V2Info> decode(
            BDictionary info, byte[] source, PieceLayout layout, List<FileEntry> files)
            throws MetainfoException {
        var version = Fields.integer(info, "meta version");
        if (version.isEmpty() || version.getAsLong() == 1) {
            return Optional.empty();
        }
        if (version.getAsLong() != META_VERSION) {
            throw new MetainfoException(
                    Problem.UNSUPPORTED,
                    "meta version " + version.getAsLong() + " (expected: 1 or 2)");
        }
        requireAlignable(layout);
        if (!(info.find("file tree").orElseThrow(() -> Fields.missing("file tree"))
                instanceof BDictionary tree)) {
            throw new MetainfoException(Problem.WRONG_TYPE, "file tree is no dictionary");
        }
        var decoder = new FileTreeDecoder(layout, files);
        decoder.folder(tree, new ArrayList<>());
        if (decoder.expected.hasNext()) {
            var missing = files.get(decoder.expected.next());
            throw differ("file tree lacks " + PathRules.printable(missing.path()));
        }
        if (layout.totalLength() > decoder.nextOffset) {
            throw differ("padding goes on after the last file's last piece");
        }
        return Optional.of(new V2Info(Sha256Hash.of(source), decoder.trees));
    }

    private static void requireAlignable(PieceLayout layout) throws MetainfoException {
        int length = layout.pieceLength();
        if (length < TreeShape.LEAF_LENGTH || Integer.bitCount(length) != 1) {
            throw new MetainfoException(
                    Problem.BAD_PIECE_LENGTH,
                    "piece length "
                            + length
                            + " of a v2 torrent (expected: a power of two, at least 16384)");
        }
    }

    /// The depth is that of the bencode, which is limited.
    private void folder(BDictionary folder, List<String> path) throws MetainfoException {
        if (folder.keys().isEmpty()) {
            throw new MetainfoException(
                    Problem.BAD_FILE_TREE,
                    "file tree has an empty folder: " + PathRules.printable(path));
        }
        for (BString key : folder.keys()) {
            if (key.equals(LEAF)) {
                throw new MetainfoException(
                        Problem.BAD_FILE_TREE,
                        "file tree has a folder that is also a file: " + PathRules.printable(path));
            }
            path.add(Fields.utf8(key, Problem.BAD_PATH, "file tree"));
            PathRules.requireSafe(path, Problem.BAD_PATH, "file tree");
            if (!(folder.find(key).orElseThrow() instanceof BDictionary below)) {
                throw new MetainfoException(
                        Problem.BAD_FILE_TREE,
                        "file tree has no dictionary at " + PathRules.printable(path));
            }
            var leaf = below.keys().size() == 1 ? below.find(LEAF) : Optional.<BValue>empty();
            if (leaf.isEmpty()) {
                folder(below, path);
            } else if (leaf.get() instanceof BDictionary file) {
                file(file, path);
            } else {
                throw new MetainfoException(
                        Problem.BAD_FILE_TREE,
                        "file tree describes no file at " + PathRules.printable(path));
            }
            path.removeLast();
        }
    }

    private void file(BDictionary file, List<String> path) throws MetainfoException {
        if (!expected.hasNext()) {
            throw differ("file tree has a file more: " + PathRules.printable(path));
        }
        int index = expected.next();
        var entry = files.get(index);
        if (!entry.path().equals(path)) {
            throw differ(
                    "file tree has "
                            + PathRules.printable(path)
                            + " (expected: "
                            + PathRules.printable(entry.path())
                            + ")");
        }
        var attributes = Fields.string(file, "attr").map(BString::text).orElse("");
        boolean link = attributes.indexOf('l') >= 0;
        long length =
                link
                        ? Fields.integer(file, "length").orElse(0)
                        : Fields.requireInteger(file, "length");
        if (length != entry.length()
                || link != entry.isLink()
                || (link && !target(file).equals(entry.linkTarget().orElseThrow()))
                || attributes.indexOf('p') >= 0) {
            throw differ(
                    "file tree tells otherwise of length or kind of " + PathRules.printable(path));
        }
        var root = Fields.string(file, "pieces root");
        if (length == 0) {
            return;
        }
        if (root.isEmpty()) {
            throw Fields.missing("pieces root of " + PathRules.printable(path));
        }
        if (root.get().length() != Sha256Hash.LENGTH) {
            throw new MetainfoException(
                    Problem.BAD_ROOT,
                    "pieces root of "
                            + PathRules.printable(path)
                            + " of "
                            + root.get().length()
                            + " bytes (expected: 32)");
        }
        if (entry.offset() != nextOffset) {
            throw differ(
                    PathRules.printable(path)
                            + " begins at byte "
                            + entry.offset()
                            + " (expected: "
                            + nextOffset
                            + ", with its first piece)");
        }
        if ((length - 1) / TreeShape.LEAF_LENGTH >= Integer.MAX_VALUE) {
            throw new MetainfoException(
                    Problem.BAD_LENGTH,
                    "length " + length + " of " + PathRules.printable(path) + " is out of range");
        }
        nextOffset = pieceEnd(entry.end());
        trees.add(
                new FileRoot(
                        index, entry.offset(), length, Sha256Hash.read(root.get().bytes(), 0)));
    }

    private long pieceEnd(long offset) {
        int length = layout.pieceLength();
        return (offset + length - 1) / length * length;
    }

    private static List<String> target(BDictionary file) throws MetainfoException {
        var values = Fields.list(file, "symlink path");
        return values.isEmpty()
                ? List.of()
                : Fields.texts(values.get(), Problem.BAD_LINK, "symlink path");
    }

    private static MetainfoException differ(String message) {
        return new MetainfoException(Problem.HALVES_DIFFER, message);
    }
}
