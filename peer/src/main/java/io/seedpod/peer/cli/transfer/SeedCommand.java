package io.seedpod.peer.cli.transfer;

import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.peer.cli.option.NetworkOptions;
import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.option.SeedGoalOptions;
import io.seedpod.peer.cli.place.Place;
import io.seedpod.peer.cli.place.Places;
import io.seedpod.peer.cli.task.ExitCode;
import io.seedpod.peer.cli.task.Interruption;
import io.seedpod.peer.cli.task.Need;
import io.seedpod.peer.cli.task.PeerTask;
import io.seedpod.peer.cli.text.ByteSize;
import io.seedpod.peer.session.offline.Pieces;
import io.seedpod.peer.session.request.FetchRequest;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.session.request.SeedRequest;
import io.seedpod.peer.session.request.Source;
import io.seedpod.peer.session.status.TorrentStatus;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
            "  peer seed --chunks pieces/                    what is there; fetches the rest",
            "",
            "Exit codes: 0 seeded until told to leave; 2 not clear what; 8 unreadable;",
            "  9 bad torrent;",
            "  10 the content is not complete (`peer get FILE.torrent -o FOLDER` fetches",
            "  what is missing)."
        })
public final class SeedCommand implements PeerTask {
    private static final Duration CHECK_WITHIN = Duration.ofHours(12);

    @Parameters(arity = "0..1", paramLabel = "FILE.torrent", description = "What to seed.")
    @Nullable Path torrent;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The folder that holds the content under its own name, or the content itself.")
    @Nullable Path data;

    @Option(
            names = "--chunks",
            paramLabel = "FOLDER",
            description =
                    "Instead: a folder of pieces, as `peer split` and `peer get --chunks` make them. Those it has are"
                            + " seeded, the others fetched into it.")
    @Nullable Path chunks;

    @Spec CommandSpec spec = CommandSpec.create();

    @Mixin SeedGoalOptions seeding = new SeedGoalOptions();
    @Mixin NetworkOptions network = new NetworkOptions();
    @Mixin OutputOptions outputOptions = new OutputOptions();

    @Inject Places places;
    @Inject Interruption interruption;

    @Override
    public Need need() {
        return Need.TRANSFER;
    }

    @Override
    public OutputOptions output() {
        return outputOptions;
    }

    @Override
    public ExitCode run() {
        var screen = outputOptions.screen();
        if (chunks != null ? torrent != null || data != null : torrent == null || data == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "what to seed is not clear (expected: FILE.torrent and --data DIR, or --chunks FOLDER)");
        }
        var metainfo =
                chunks != null
                        ? Pieces.describe(chunks)
                        : Source.readTorrent(Objects.requireNonNull(torrent));
        try (var place = places.open(network, screen)) {
            interruption.onSignal(place::leaveUndone);
            var status = begin(place, metainfo);
            screen.result(
                    (chunks != null ? "pieces    " : "verified  ")
                            + "%s  %s  -> %s"
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

    private TorrentStatus begin(Place place, Metainfo metainfo) {
        if (chunks != null) {
            var request =
                    new FetchRequest(
                            new Source.Torrent(metainfo),
                            Output.pieces(chunks),
                            OptionalLong.empty());
            return place.transfers().fetch(request).await().atMost(CHECK_WITHIN);
        }
        var from = Objects.requireNonNull(data).toAbsolutePath().normalize();
        return place.transfers().seed(new SeedRequest(metainfo, from)).await().atMost(CHECK_WITHIN);
    }
}
