package io.seedpod.peer.cli.file;

import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.screen.HashingProgress;
import io.seedpod.peer.cli.task.ExitCode;
import io.seedpod.peer.cli.task.Need;
import io.seedpod.peer.cli.task.PeerTask;
import io.seedpod.peer.cli.text.ByteSize;
import io.seedpod.peer.session.offline.Torrents;
import io.seedpod.peer.session.request.Source;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.seedpod.peer.storage.sha.ShaInstructions;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `peer verify`: checks content on disk against a `.torrent` file.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Check content on disk against a .torrent file.",
        description =
                "Bytes, sizes, executable bits and links; every file that is not right is named.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  peer verify debian.torrent --data ~/Downloads",
            "",
            "Exit codes: 0 all right; 8 not there or unreadable; 9 bad torrent;",
            "  10 something is wrong or missing."
        })
public final class VerifyCommand implements PeerTask {
    @Parameters(paramLabel = "FILE.torrent", description = "What it is to be.")
    Path torrent = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The folder that holds the content under its own name, or the content itself. Default: here.")
    Path data = Path.of("");

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
        ShaInstructions.notice().ifPresent(screen::notice);
        var metainfo = Source.readTorrent(torrent);
        Torrents.Verdict verdict;
        try (var progress = new HashingProgress(screen, metainfo.info().name())) {
            verdict =
                    Torrents.verify(
                            metainfo, data.toAbsolutePath().normalize(), progress::onProgress);
        }
        for (var file : verdict.wrong()) {
            screen.result(file.trouble() + "  " + file.path());
            screen.event("wrong", Map.of("path", file.path(), "trouble", file.trouble()));
        }
        if (!verdict.isRight()) {
            throw new SessionException(
                    Trouble.VERIFICATION,
                    "%s: %d of %d pieces and %d of %d files are right"
                            .formatted(
                                    verdict.content(),
                                    verdict.verifiedPieces(),
                                    verdict.pieces(),
                                    verdict.files() - verdict.wrong().size(),
                                    verdict.files()));
        }
        screen.result(
                "right  %s  %s  %s"
                        .formatted(
                                metainfo.info().name(),
                                ByteSize.format(metainfo.info().layout().totalLength()),
                                verdict.content()));
        screen.event(
                "right", Map.of("path", verdict.content().toString(), "files", verdict.files()));
        return ExitCode.OK;
    }
}
