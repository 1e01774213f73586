package io.seedpod.peer.cli.transfer;

import io.seedpod.peer.cli.option.NetworkOptions;
import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.option.SeedGoalOptions;
import io.seedpod.peer.cli.option.SizeConverter;
import io.seedpod.peer.cli.option.TimeConverter;
import io.seedpod.peer.cli.place.Place;
import io.seedpod.peer.cli.place.Places;
import io.seedpod.peer.cli.task.ExitCode;
import io.seedpod.peer.cli.task.Interruption;
import io.seedpod.peer.cli.task.Need;
import io.seedpod.peer.cli.task.PeerTask;
import io.seedpod.peer.session.request.FetchManner;
import io.seedpod.peer.session.request.FetchRequest;
import io.seedpod.peer.session.request.FileChoices;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.session.request.Source;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `peer get`: fetches a torrent from everyone who has it.
@Command(
        name = "get",
        aliases = "fetch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Fetch a file or folder from everyone who has it.",
        description = {
            "Every piece is checked before it counts. What was interrupted goes on where it stopped: run the same"
                    + " command again."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  peer get model.bin --exit                 fetch by name, end when verified",
            "  peer get model.bin@1234abcd --exit        what the name meant earlier",
            "  peer get model.bin -o /data/              into a folder",
            "  peer get model.bin -o /data/current.bin   under another name",
            "  peer get 'magnet:?xt=urn:btih:...'        by magnet link",
            "  peer get debian.torrent --seed-for 1.5x   upload 1.5 times its size, end",
            "  peer get film.mkv --in-order              readable as film.mkv.part meanwhile",
            "  peer get model.bin --chunks pieces/       keeps pieces, see `peer merge`",
            "  peer get album.torrent --only '*.ogg'     some files of it",
            "  peer get model.bin --wait=10m --exit      wait for the name to appear",
            "",
            "Exit codes: 0 verified on disk; 3 no tracker answers; 4 unknown name;",
            "  5 nobody has it; 8 disk; 9 bad torrent or link; 10 wrong size or content;",
            "  130, 143 interrupted before completion."
        })
public final class GetCommand implements PeerTask {
    @Parameters(paramLabel = "NAME|MAGNET|FILE.torrent|INFOHASH", description = "What to fetch.")
    String source = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PATH",
            description =
                    "An existing folder, or a path ending in /: the content goes into it. Any other path: the content"
                            + " itself gets that name. Default: the current folder.")
    @Nullable String output;

    @Option(
            names = "--chunks",
            paramLabel = "FOLDER",
            description =
                    "Keep the pieces in this folder, a file for each, instead of files; what is there already counts.")
    @Nullable Path chunks;

    @Option(
            names = "--only",
            paramLabel = "GLOB|INDEX",
            description =
                    "Fetch only these files of the torrent: a pattern (*.txt, docs/**), or an index or range of `peer"
                            + " info` (0, 3-7). Repeatable.")
    List<String> only = List.of();

    @Option(
            names = "--priority",
            paramLabel = "PRIORITY=GLOB|INDEX",
            description =
                    "high, normal, low or skip for some files; a later one goes before. Repeatable.")
    List<String> priorities = List.of();

    @Option(names = "--exit", description = "End as soon as everything is verified on disk.")
    boolean exit;

    @Option(
            names = "--wait",
            arity = "0..1",
            paramLabel = "TIME",
            fallbackValue = "forever",
            converter = TimeConverter.class,
            description =
                    "Wait for the name to appear and for somebody to have it; for ever without a time.")
    @Nullable Duration wait;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            converter = SizeConverter.class,
            description = "Refuse content of another size (exit code 10). Bytes, or 700MiB, 1.5GB.")
    @Nullable Long size;

    @Option(
            names = "--give-up",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            defaultValue = "60s",
            description =
                    "Without --wait: end with exit code 5 when nobody is connected for that long. Default: 60s.")
    Duration giveUp = Duration.ofSeconds(60);

    @Option(
            names = "--in-order",
            description =
                    "Fetch from the first byte to the last, so that NAME.part can be read while it grows. Otherwise the"
                            + " rarest comes first, which is faster where many fetch together.")
    boolean inOrder;

    @Mixin SeedGoalOptions seeding = new SeedGoalOptions();
    @Mixin NetworkOptions network = new NetworkOptions();
    @Mixin OutputOptions outputOptions = new OutputOptions();

    @Spec CommandSpec spec = CommandSpec.create();

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
        if (chunks != null && output != null) {
            throw new ParameterException(
                    spec.commandLine(), "pieces go into one folder: --chunks FOLDER, or -o PATH");
        }
        var files = FileChoices.of(only, priorities);
        var wanted = Source.parse(source);
        requireTracker(wanted);
        try (var place = places.open(network, screen)) {
            var fetch = new Fetch(place, screen, interruption);
            var request =
                    new FetchRequest(
                            wanted,
                            output(place),
                            size == null ? OptionalLong.empty() : OptionalLong.of(size),
                            FetchManner.USUAL.withInOrder(inOrder).withFiles(files));
            return fetch.run(request, patience(), exit, seeding.goal());
        }
    }

    private Output output(Place place) {
        if (chunks != null) {
            return Output.pieces(chunks);
        }
        return output == null ? place.defaultOutput() : Output.parse(output);
    }

    private Fetch.Patience patience() {
        return wait == null
                ? new Fetch.Patience(Duration.ZERO, Optional.of(giveUp))
                : new Fetch.Patience(
                        wait,
                        wait.equals(TimeConverter.FOREVER) ? Optional.empty() : Optional.of(wait));
    }

    /// A name means nothing without a tracker; a daemon has its own.
    private void requireTracker(Source wanted) {
        if (wanted instanceof Source.Name
                && network.trackers().isEmpty()
                && places.daemon(network).isEmpty()) {
            throw new SessionException(
                    Trouble.USAGE,
                    "no tracker to ask for the name "
                            + source
                            + ": give --tracker HOST:PORT or set SEEDPOD_TRACKERS");
        }
    }
}
