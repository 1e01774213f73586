package io.seedpod.peer.cli.file;

import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.option.SizeConverter;
import io.seedpod.peer.cli.option.TrackerOptions;
import io.seedpod.peer.cli.screen.HashingProgress;
import io.seedpod.peer.cli.task.ExitCode;
import io.seedpod.peer.cli.task.Need;
import io.seedpod.peer.cli.task.PeerTask;
import io.seedpod.peer.session.offline.Torrents;
import io.seedpod.peer.storage.sha.ShaInstructions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `peer create`: makes a `.torrent` file.
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Make a .torrent file of a file or folder.",
        description = {
            "The same bytes and names give the same infohash on every machine, unless --private, --piece-length,"
                    + " --hybrid or --torrent-name say otherwise."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  peer create model.bin                     writes model.bin.torrent",
            "  peer create images/ -o /srv/images.torrent --tracker tracker.example",
            "  peer create images/ --hybrid              for v1 and v2 peers alike",
            "  peer create model.bin --web-seed https://files.example/models/",
            "",
            "Exit codes: 0 written; 2 wrong option; 8 unreadable, unwritable or already",
            "  there."
        })
public final class CreateCommand implements PeerTask {
    @Parameters(paramLabel = "PATH", description = "The file or folder to describe.")
    Path path = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it. Default: PATH's name and .torrent, here.")
    @Nullable Path target;

    @Option(
            names = "--tracker",
            paramLabel = "ADDRESS",
            split = ",",
            description = "A tracker to write into it; repeatable. Default: SEEDPOD_TRACKERS.")
    List<String> trackers = List.of();

    @Option(
            names = "--torrent-name",
            paramLabel = "NAME",
            description = "The name inside the torrent instead of PATH's; changes the infohash.")
    @Nullable String name;

    @Option(
            names = "--piece-length",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "16KiB to 64MiB, a power of two. Default: chosen from the size.")
    long pieceLength;

    @Option(
            names = "--private",
            description =
                    "Peers are to come from its trackers alone (BEP 27); changes the infohash.")
    boolean privateTorrent;

    @Option(
            names = "--hybrid",
            description =
                    "Describe it for peers of BitTorrent v2, too (BEP 52); changes the infohash.")
    boolean hybrid;

    @Option(
            names = "--web-seed",
            paramLabel = "URL",
            description =
                    "A web server that has the content, too (BEP 19), to write into it; repeatable. URL is the"
                            + " content's own address, or that of the folder it lies in, with a / at its end.")
    List<String> webSeeds = List.of();

    @Option(names = "--force", description = "Overwrite FILE.")
    boolean force;

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
        var options =
                new Torrents.Options(
                        Optional.ofNullable(name),
                        pieceLength,
                        privateTorrent,
                        TrackerOptions.trackers(trackers),
                        hybrid,
                        webSeeds);
        Metainfo metainfo;
        try (var progress = new HashingProgress(screen, String.valueOf(path.getFileName()))) {
            metainfo = Torrents.create(path, options, progress::onProgress);
        }
        var file = target == null ? Path.of(metainfo.info().name() + ".torrent") : target;
        Torrents.write(metainfo, file, force);
        InfoCommand.show(metainfo, screen);
        screen.result("written     " + file);
        return ExitCode.OK;
    }
}
