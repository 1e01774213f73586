package io.seedpod.peer.cli.file;

import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.screen.HashingProgress;
import io.seedpod.peer.cli.shell.word.Told;
import io.seedpod.peer.cli.task.ExitCode;
import io.seedpod.peer.cli.task.Need;
import io.seedpod.peer.cli.task.PeerTask;
import io.seedpod.peer.session.offline.Pieces;
import io.seedpod.peer.session.request.Output;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `peer merge`: makes content out of a folder of pieces.
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Make the content, or one file of it, out of a folder of pieces.",
        description = "Every piece is checked first; missing ones are listed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  peer merge pieces/ -o /data/               under its own name",
            "  peer merge pieces/ -o copy.bin             under another name",
            "  peer merge pieces/ --file docs/a.txt -o a.txt",
            "",
            "Exit codes: 0 merged; 4 no such file in it; 8 unreadable, unwritable or",
            "  already there; 10 pieces are missing or wrong."
        })
public final class MergeCommand implements PeerTask {
    @Parameters(paramLabel = "FOLDER", description = "The folder of pieces.")
    Path folder = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PATH",
            defaultValue = "./",
            description =
                    "An existing folder, or a path ending in /: the content goes into it. Any other path: the content"
                            + " itself. Default: the current folder.")
    String output = "./";

    @Option(names = "--file", paramLabel = "FILE", description = "Only this file of the content.")
    @Nullable String file;

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
        var into = Output.parse(output);
        if (file != null) {
            var target = into.target(String.valueOf(Path.of(file).getFileName()));
            Pieces.mergeFile(folder, file, target);
            Told.merged(screen, 1, target);
            return ExitCode.OK;
        }
        try (var progress = new HashingProgress(screen, String.valueOf(folder.getFileName()))) {
            var files = Pieces.merge(folder, into, progress::onProgress);
            var target = into.target(Pieces.describe(folder).info().name());
            Told.merged(screen, files, target);
        }
        return ExitCode.OK;
    }
}
