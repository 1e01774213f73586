package io.seedpod.peer.cli.file;

import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.option.SizeConverter;
import io.seedpod.peer.cli.option.TrackerOptions;
import io.seedpod.peer.cli.screen.HashingProgress;
import io.seedpod.peer.cli.shell.word.Told;
import io.seedpod.peer.cli.task.ExitCode;
import io.seedpod.peer.cli.task.Need;
import io.seedpod.peer.cli.task.PeerTask;
import io.seedpod.peer.cli.text.PieceRuns;
import io.seedpod.peer.session.offline.Pieces;
import io.seedpod.peer.session.offline.Torrents;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `peer split`: writes the pieces of content into a folder, a file for each.
@Command(
        name = "split",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Write the pieces of a file or folder into a folder, a file for each.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  peer split model.bin pieces/               all of them",
            "  peer split model.bin some/ --pieces 0-3,7  only these",
            "  peer seed --chunks some/                   seed these, fetch the others",
            "",
            "Exit codes: 0 written; 2 wrong option; 8 unreadable, unwritable, or a folder",
            "  with pieces of other content."
        })
public final class SplitCommand implements PeerTask {
    @Parameters(index = "0", paramLabel = "PATH", description = "The file or folder to split.")
    Path path = Path.of("");

    @Parameters(index = "1", paramLabel = "FOLDER", description = "Where the pieces go.")
    Path folder = Path.of("");

    @Option(
            names = "--pieces",
            paramLabel = "PIECES",
            defaultValue = "all",
            description = "Which: such as 0-3,7, or even, odd, all. Default: all.")
    String pieces = "all";

    @Option(
            names = "--piece-length",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "16KiB to 64MiB, a power of two. Default: chosen from the size.")
    long pieceLength;

    @Option(
            names = "--tracker",
            paramLabel = "ADDRESS",
            split = ",",
            description = "A tracker to write into the torrent; repeatable.")
    List<String> trackers = List.of();

    @Mixin OutputOptions outputOptions = new OutputOptions();

    @Override
    public Need need() {
        return Need.NOTHING;
    }

    @Override
    public OutputOptions output() {
        return outputOptions;
    }

    @Override
    public ExitCode run() {
        var screen = outputOptions.screen();
        var wanted = PieceRuns.parse(pieces);
        var options =
                new Torrents.Options(
                        Optional.empty(), pieceLength, false, TrackerOptions.trackers(trackers));
        try (var progress = new HashingProgress(screen, String.valueOf(path.getFileName()))) {
            var metainfo = Torrents.create(path, options, progress::onProgress);
            var split = Pieces.split(metainfo, path, folder, wanted, progress::onProgress);
            Told.split(screen, split, folder.toAbsolutePath().normalize());
        }
        return ExitCode.OK;
    }
}
