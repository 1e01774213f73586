package io.seedpod.peer.cli;

import io.seedpod.peer.cli.option.NetworkOptions;
import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.option.SeedGoalOptions;
import io.seedpod.peer.cli.text.ByteSize;
import io.seedpod.peer.session.SeedRequest;
import io.seedpod.peer.session.Source;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `peer seed`: seeds what a `.torrent` file describes from content that is already there.
@Command(
        name = "seed",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Check content against a .torrent file, then seed it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  peer seed debian.torrent --data ~/Downloads   where debian.iso lies",
            "  peer seed debian.torrent --data /srv/debian.iso --seed-for 2x",
            "",
            "Exit codes: 0 seeded until told to leave; 8 unreadable; 9 bad torrent;",
            "  10 the content is not complete (`peer get FILE.torrent -o FOLDER` fetches",
            "  what is missing)."
        })
public final class SeedCommand implements PeerTask {
    private static final Duration CHECK_WITHIN = Duration.ofHours(12);

    @Parameters(paramLabel = "FILE.torrent", description = "What to seed.")
    Path torrent = Path.of("");

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description =
                    "The folder that holds the content under its own name, or the content itself.")
    Path data = Path.of("");

    @Mixin SeedGoalOptions seeding = new SeedGoalOptions();
    @Mixin NetworkOptions network = new NetworkOptions();
    @Mixin OutputOptions outputOptions = new OutputOptions();

    @Inject Places places;
    @Inject Interruption interruption;

    @Override
    public Need need() {
        return Need.NETWORK;
    }

    @Override
    public OutputOptions output() {
        return outputOptions;
    }

    @Override
    public ExitCode run() {
        var screen = outputOptions.screen();
        var metainfo = Source.readTorrent(torrent);
        try (var place = places.open(network, screen)) {
            interruption.onSignal(place::leaveUndone);
            var request = new SeedRequest(metainfo, data.toAbsolutePath().normalize());
            var status = place.transfers().seed(request).await().atMost(CHECK_WITHIN);
            screen.result(
                    "verified  %s  %s  -> %s"
                            .formatted(
                                    status.name(),
                                    ByteSize.format(status.totalLength()),
                                    status.path()));
            screen.event("seeding", Map.of("torrent", status));
            new Seeding(place, screen, interruption, Seeding.WaysOut.SEED_FOR)
                    .goOn(status.name(), metainfo.info().infoHash(), seeding.goal());
            return ExitCode.OK;
        }
    }
}
