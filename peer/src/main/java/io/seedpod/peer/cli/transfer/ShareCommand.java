package io.seedpod.peer.cli.transfer;

import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.cli.option.NetworkOptions;
import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.option.SeedGoalOptions;
import io.seedpod.peer.cli.place.Place;
import io.seedpod.peer.cli.place.Places;
import io.seedpod.peer.cli.screen.HashingProgress;
import io.seedpod.peer.cli.screen.Screen;
import io.seedpod.peer.cli.screen.StatusTables;
import io.seedpod.peer.cli.task.ExitCode;
import io.seedpod.peer.cli.task.Interruption;
import io.seedpod.peer.cli.task.Need;
import io.seedpod.peer.cli.task.PeerTask;
import io.seedpod.peer.cli.text.ByteSize;
import io.seedpod.peer.session.Session;
import io.seedpod.peer.session.request.ShareRequest;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `peer share`: publishes files and folders by name and seeds them.
@Command(
        name = "share",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Share files and folders by name.",
        description = {
            "Each path is described, published on every tracker under its file name (or --name), and seeded. With a"
                    + " daemon running, the daemon seeds and the command returns when all is published."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  peer share model.bin --tracker tracker.example:6969",
            "  peer share model-2026.bin --name model    under a name of its own",
            "  peer share v2.bin --name model --replace  the name now leads here",
            "  peer share images/ notes.txt              several; a folder stays one",
            "",
            "Exit codes: 0 published, and seeded until told to leave; 3 no tracker",
            "  answers; 6 the name leads to other content (--replace takes it over);",
            "  8 unreadable; 11 refused (--token)."
        })
public final class ShareCommand implements PeerTask {
    private static final long LOOK_EVERY_MILLIS = 20;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files or folders to share.")
    List<Path> paths = List.of();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The name to publish under; for a single path.")
    @Nullable String name;

    @Option(names = "--replace", description = "Take the name over when it leads to other content.")
    boolean replace;

    @Option(
            names = "--hybrid",
            description = "Describe them for peers of BitTorrent v2, too (BEP 52).")
    boolean hybrid;

    @Option(
            names = "--web-seed",
            paramLabel = "URL",
            description =
                    "A web server that has the content, too (BEP 19): who gets on in no other way fetches from it; repeatable. URL is the"
                            + " content's own address, or that of the folder it lies in, with a / at its end.")
    List<String> webSeeds = List.of();

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
        if (name != null && paths.size() > 1) {
            throw new SessionException(
                    Trouble.USAGE,
                    "--name with %d paths (expected: one path)".formatted(paths.size()));
        }
        if (network.trackers().isEmpty() && places.daemon(network).isEmpty()) {
            throw new SessionException(
                    Trouble.USAGE,
                    "no tracker to publish on: give --tracker HOST:PORT or set SEEDPOD_TRACKERS");
        }
        var requests = requests();
        try (var place = places.open(network, screen)) {
            interruption.onSignal(place::leaveUndone);
            var shared = new ArrayList<TorrentStatus>();
            for (var request : requests) {
                var status = share(place, request, screen);
                if (status.isEmpty()) {
                    return ExitCode.INTERRUPTED;
                }
                tell(status.get(), request.publishedName().text(), screen);
                shared.add(status.get());
            }
            var last = shared.getLast();
            new Seeding(place, screen, interruption, Seeding.WaysOut.SEED_FOR)
                    .goOn(
                            shared.size() == 1 ? last.name() : shared.size() + " torrents",
                            InfoHash.parse(last.infoHash()).orElseThrow(),
                            seeding.goal());
            return ExitCode.OK;
        }
    }

    /// What can be seen to be wrong is refused before anything is shared.
    private List<ShareRequest> requests() {
        var requests = new ArrayList<ShareRequest>();
        for (var path : paths) {
            var request =
                    new ShareRequest(
                            path.toAbsolutePath().normalize(),
                            Optional.ofNullable(name),
                            replace,
                            hybrid,
                            webSeeds);
            request.publishedName();
            if (!Files.exists(request.path())) {
                throw new SessionException(Trouble.STORAGE, "no such file: " + path);
            }
            if (paths.size() > 1) {
                request.requireShareable();
            }
            requests.add(request);
        }
        return requests;
    }

    /// Shares, and shows how far hashing is. Absent: a signal came first.
    private Optional<TorrentStatus> share(Place place, ShareRequest request, Screen screen) {
        var sharing = place.transfers().share(request).subscribeAsCompletionStage();
        var name = String.valueOf(request.path().getFileName());
        try (var progress = new HashingProgress(screen, name)) {
            while (!sharing.isDone()) {
                if (!interruption.pause(LOOK_EVERY_MILLIS)) {
                    return Optional.empty();
                }
                var now = place.own().map(Session::hashing);
                now.filter(it -> it.total() > 0)
                        .ifPresent(it -> progress.onProgress(it.done(), it.total()));
            }
        }
        return Optional.of(sharing.join());
    }

    private void tell(TorrentStatus status, String published, Screen screen) {
        var magnet = StatusTables.magnet(status);
        screen.result(
                "shared  %s  %s  %s"
                        .formatted(published, ByteSize.format(status.totalLength()), magnet));
        var details = new LinkedHashMap<String, Object>();
        details.put("name", published);
        details.put("infoHash", status.infoHash());
        details.put("totalLength", status.totalLength());
        details.put("magnet", magnet);
        details.put("path", String.valueOf(status.path()));
        screen.event("shared", details);
    }
}
