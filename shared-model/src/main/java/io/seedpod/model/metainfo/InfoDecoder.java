package io.seedpod.model.metainfo;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.BString;
import io.seedpod.model.bencode.BValue;
import io.seedpod.model.metainfo.MetainfoException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads an info dictionary (BEP 3, 27, 47); of a hybrid (BEP 52) this is the v1 half.
///
/// ```
/// key            value
/// name           the file's name, or the folder's            (name.utf-8 goes first)
/// piece length   bytes of a piece
/// pieces         20 bytes of SHA-1 for each piece
/// length         of a single file; otherwise
/// files          list of { length, path, attr?, symlink path? }  (path.utf-8 goes first)
/// attr           p pad, x executable, h hidden, l link
/// private        1 for a private torrent
/// ```
final class InfoDecoder {
    private InfoDecoder() {}

    static InfoDict decode(byte[] source) throws MetainfoException {
        var info = Fields.decode(source, "info dictionary");
        boolean multiFile = info.find("files").isPresent();
        if (!multiFile && info.find("length").isEmpty()) {
            throw info.find("file tree").isPresent()
                    ? new MetainfoException(
                            Problem.UNSUPPORTED,
                            "torrent of BEP 52 (v2) alone: only v1 and hybrid ones are known")
                    : Fields.missing("length or files");
        }
        if (multiFile && info.find("length").isPresent()) {
            throw new MetainfoException(
                    Problem.BAD_LENGTH, "info dictionary has both length and files");
        }
        String name = name(info);
        var files = multiFile ? files(info) : List.of(single(info, name));
        PathRules.requireDistinct(files);
        var layout = layout(info, files.isEmpty() ? 0 : files.getLast().end());
        BString pieces = Fields.requireString(info, "pieces");
        if (pieces.length() != (long) layout.pieceCount() * InfoDict.HASH_LENGTH) {
            throw new MetainfoException(
                    Problem.BAD_PIECE_COUNT,
                    pieces.length()
                            + " bytes of hashes for "
                            + layout.pieceCount()
                            + " pieces (expected: 20 for each)");
        }
        boolean privateTorrent = Fields.integer(info, "private").orElse(0) == 1;
        return new InfoDict(
                source,
                pieces.bytes(),
                name,
                layout,
                files,
                multiFile,
                privateTorrent,
                FileTreeDecoder.decode(info, source, layout, files));
    }

    private static String name(BDictionary info) throws MetainfoException {
        var preferred = Fields.string(info, "name.utf-8");
        var string = preferred.isPresent() ? preferred.get() : Fields.requireString(info, "name");
        String name = Fields.utf8(string, Problem.BAD_NAME, "name");
        PathRules.requireSafe(List.of(name), Problem.BAD_NAME, "name");
        return name;
    }

    /// The only file of a torrent without folder: it is stored, whatever its attributes say, and
    /// leads nowhere.
    private static FileEntry single(BDictionary info, String name) throws MetainfoException {
        var file = entry(info, List.of(name), 0);
        if (file.isLink()) {
            throw new MetainfoException(
                    Problem.BAD_LINK,
                    "torrent is a single link: " + PathRules.printable(file.path()));
        }
        return new FileEntry(
                file.path(),
                file.length(),
                0,
                false,
                file.executable(),
                file.hidden(),
                Optional.empty());
    }

    private static List<FileEntry> files(BDictionary info) throws MetainfoException {
        var values = Fields.list(info, "files").orElseThrow();
        if (values.isEmpty()) {
            throw new MetainfoException(Problem.BAD_LENGTH, "torrent has no files");
        }
        var files = new ArrayList<FileEntry>(values.size());
        long offset = 0;
        for (BValue value : values) {
            if (!(value instanceof BDictionary file)) {
                throw new MetainfoException(
                        Problem.WRONG_TYPE,
                        "files holds a " + value.kind() + " (expected: dictionary)");
            }
            var entry = entry(file, path(file), offset);
            files.add(entry);
            offset = entry.end();
        }
        return files;
    }

    private static List<String> path(BDictionary file) throws MetainfoException {
        var preferred = Fields.list(file, "path.utf-8");
        var values = preferred.isPresent() ? preferred : Fields.list(file, "path");
        if (values.isEmpty()) {
            throw Fields.missing("path");
        }
        var path = Fields.texts(values.get(), Problem.BAD_PATH, "path");
        if (path.isEmpty()) {
            throw new MetainfoException(Problem.BAD_PATH, "path of a file is empty");
        }
        PathRules.requireSafe(path, Problem.BAD_PATH, "path");
        return path;
    }

    private static FileEntry entry(BDictionary file, List<String> path, long offset)
            throws MetainfoException {
        var attributes = Fields.string(file, "attr");
        String attr = attributes.isPresent() ? attributes.get().text() : "";
        boolean link = attr.indexOf('l') >= 0;
        long length =
                link
                        ? Fields.integer(file, "length").orElse(0)
                        : Fields.requireInteger(file, "length");
        if (length < 0 || (link && length != 0) || offset + length < 0) {
            throw new MetainfoException(
                    Problem.BAD_LENGTH,
                    "length "
                            + length
                            + " of "
                            + PathRules.printable(path)
                            + (link ? ", a link" : "")
                            + " is out of range");
        }
        return new FileEntry(
                path,
                length,
                offset,
                attr.indexOf('p') >= 0,
                attr.indexOf('x') >= 0 && !link,
                attr.indexOf('h') >= 0,
                link ? Optional.of(linkTarget(file, path)) : Optional.empty());
    }

    private static List<String> linkTarget(BDictionary file, List<String> path)
            throws MetainfoException {
        var values = Fields.list(file, "symlink path");
        if (values.isEmpty()) {
            throw new MetainfoException(
                    Problem.MISSING_KEY, "symlink path is missing of " + PathRules.printable(path));
        }
        var target = Fields.texts(values.get(), Problem.BAD_LINK, "symlink path");
        PathRules.requireSafe(
                target,
                Problem.BAD_LINK,
                "link " + PathRules.printable(path) + " has a target that");
        return target;
    }

    private static PieceLayout layout(BDictionary info, long totalLength) throws MetainfoException {
        long pieceLength = Fields.requireInteger(info, "piece length");
        if (pieceLength < 1 || pieceLength > PieceLayout.MAX_PIECE_LENGTH) {
            throw new MetainfoException(
                    Problem.BAD_PIECE_LENGTH,
                    "piece length "
                            + pieceLength
                            + " (expected: 1 to "
                            + PieceLayout.MAX_PIECE_LENGTH
                            + ")");
        }
        long pieceCount = PieceLayout.pieceCount(totalLength, (int) pieceLength);
        if (pieceCount > PieceLayout.MAX_PIECE_COUNT) {
            throw new MetainfoException(
                    Problem.BAD_PIECE_COUNT,
                    pieceCount + " pieces (expected: at most " + PieceLayout.MAX_PIECE_COUNT + ")");
        }
        return new PieceLayout(totalLength, (int) pieceLength);
    }
}
