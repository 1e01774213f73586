package io.seedpod.peer.cli.shell.word;

import static io.seedpod.peer.cli.shell.console.Argument.Kind.PATH;
import static io.seedpod.peer.cli.shell.console.Argument.Kind.TEXT;
import static io.seedpod.peer.cli.shell.console.Argument.Kind.TORRENT;

import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.peer.cli.shell.console.Argument;
import io.seedpod.peer.cli.shell.console.Console;
import io.seedpod.peer.cli.text.PieceRuns;
import io.seedpod.peer.session.offline.Pieces;
import io.seedpod.peer.session.offline.Torrents;
import io.seedpod.peer.session.request.FetchRequest;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.session.request.Source;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Words about folders of pieces: split into, merge out of, take part with.
final class ChunkWords {
    private static final Argument NAME = Argument.optional("NAME", TORRENT);

    private ChunkWords() {}

    static List<Word> all() {
        return List.of(
                Word.of(
                        "split",
                        "Write the pieces of a file or folder into FOLDER, a file for each.",
                        ChunkWords::split,
                        Argument.of("PATH", PATH),
                        Argument.of("FOLDER", PATH),
                        Argument.optional("PIECES", TEXT)),
                Word.of(
                        "chunks",
                        "Take part with a folder of pieces: seed those it has, fetch the others.",
                        ChunkWords::chunks,
                        Argument.of("FOLDER", PATH)),
                Word.of(
                        "merge",
                        "Make the content out of a folder of pieces.",
                        ChunkWords::merge,
                        Argument.of("FOLDER", PATH),
                        Argument.of("OUTPUT", PATH)),
                Word.of(
                        "merge_chunks",
                        "Make one file of a torrent that is kept as pieces.",
                        ChunkWords::mergeOne,
                        Argument.of("FILE", TEXT),
                        NAME),
                Word.of(
                        "merge_all",
                        "Make every file of a torrent that is kept as pieces.",
                        ChunkWords::mergeAll,
                        NAME));
    }

    private static void split(Desk desk, List<String> given) {
        var content = TransferWords.path(desk, given.getFirst());
        var folder = TransferWords.path(desk, given.get(1));
        var wanted = given.size() > 2 ? PieceRuns.parse(given.get(2)) : PieceRuns.ALL;
        var metainfo = Torrents.create(content, Torrents.Options.DEFAULT, (_, _) -> {});
        var split = Pieces.split(metainfo, content, folder, wanted, (_, _) -> {});
        tellSplit(desk.console(), split, folder);
    }

    /// What became of a split.
    static void tellSplit(Console console, Pieces.Split split, Path folder) {
        var infoHash = split.metainfo().info().infoHash().hex();
        console.result(
                "split  %d of %d pieces  %s  -> %s"
                        .formatted(split.written(), split.pieces(), infoHash, folder));
        console.event(
                "split",
                Map.of(
                        "written", split.written(),
                        "pieces", split.pieces(),
                        "infoHash", infoHash,
                        "folder", folder.toString()));
    }

    private static void chunks(Desk desk, List<String> given) {
        var folder = TransferWords.path(desk, given.getFirst());
        Metainfo metainfo = Pieces.describe(folder);
        TransferWords.begin(
                desk,
                metainfo.info().name(),
                new FetchRequest(
                        new Source.Torrent(metainfo), Output.pieces(folder), OptionalLong.empty()));
    }

    private static void merge(Desk desk, List<String> given) {
        merge(
                desk,
                TransferWords.path(desk, given.getFirst()),
                Output.parse(TransferWords.folderOrFile(desk, given.get(1))));
    }

    private static void merge(Desk desk, Path folder, Output output) {
        var files = Pieces.merge(folder, output, (_, _) -> {});
        var target = output.target(Pieces.describe(folder).info().name());
        tellMerged(desk.console(), files, target);
    }

    static void tellMerged(Console console, int files, Path target) {
        console.result(
                "merged  %s  -> %s".formatted(files == 1 ? "1 file" : files + " files", target));
        console.event("merged", Map.of("files", files, "path", target.toString()));
    }

    private static void mergeOne(Desk desk, List<String> given) {
        var folder = folderOf(desk.torrent(given.stream().skip(1).findFirst()));
        var target = TransferWords.path(desk, given.getFirst());
        if (!target.startsWith(desk.means().folder())) {
            throw new SessionException(
                    Trouble.USAGE, "file %s (expected: below this folder)".formatted(target));
        }
        Pieces.mergeFile(folder, given.getFirst(), target);
        tellMerged(desk.console(), 1, target);
    }

    private static void mergeAll(Desk desk, List<String> given) {
        merge(
                desk,
                folderOf(desk.torrent(given.stream().findFirst())),
                Output.into(desk.means().folder()));
    }

    private static Path folderOf(TorrentStatus torrent) {
        var folder = Path.of(Optional.ofNullable(torrent.path()).orElse(""));
        if (!Pieces.isFolder(folder)) {
            throw new SessionException(
                    Trouble.USAGE,
                    "%s is not kept as pieces: `chunks FOLDER` takes part with a folder of pieces"
                            .formatted(Desk.title(torrent)));
        }
        return folder;
    }
}
