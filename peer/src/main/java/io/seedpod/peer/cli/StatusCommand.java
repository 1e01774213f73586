package io.seedpod.peer.cli;

import io.seedpod.peer.cli.option.DaemonOptions;
import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.option.TrackerOptions;
import io.seedpod.peer.cli.place.Places;
import io.seedpod.peer.cli.screen.StatusTables;
import io.seedpod.peer.cli.task.ExitCode;
import io.seedpod.peer.cli.task.Need;
import io.seedpod.peer.cli.task.PeerTask;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `peer status`: tells what the daemon is busy with.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show what the daemon on this machine is doing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  peer status                              every torrent of the daemon",
            "  peer status model.bin                    one of them, with its peers",
            "  peer status --daemon http://node7:8080 --json",
            "",
            "Exit codes: 0 shown; 3 no daemon runs or it does not answer; 4 it has no such",
            "  torrent."
        })
public final class StatusCommand implements PeerTask {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME|INFOHASH",
            description = "Only this torrent, with its peers.")
    @Nullable String wanted;

    @Mixin TrackerOptions tracking = new TrackerOptions();
    @Mixin DaemonOptions daemon = new DaemonOptions();
    @Mixin OutputOptions outputOptions = new OutputOptions();

    @Inject Places places;

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
        var place =
                places.daemon(daemon, tracking.trackers(), !daemon.isForbidden())
                        .orElseThrow(
                                () ->
                                        new SessionException(
                                                Trouble.TRACKER,
                                                "no daemon runs on this machine: start one with `peer daemon FOLDER`,"
                                                        + " or name one with --daemon URL"));
        var all = place.transfers().list().await().atMost(ANSWER_WITHIN);
        var shown = all.stream().filter(this::isWanted).toList();
        if (shown.isEmpty() && wanted != null) {
            throw new SessionException(
                    Trouble.UNKNOWN_NAME,
                    "the daemon at %s has no torrent %s".formatted(place.daemonUrl(), wanted));
        }
        shown.forEach(status -> screen.event("status", Map.of("torrent", status)));
        StatusTables.torrents(shown).forEach(screen::result);
        if (wanted != null) {
            shown.forEach(status -> StatusTables.details(status).forEach(screen::result));
        }
        return ExitCode.OK;
    }

    private boolean isWanted(TorrentStatus status) {
        return wanted == null
                || wanted.equals(status.name())
                || wanted.equals(status.catalogueName())
                || wanted.equalsIgnoreCase(status.infoHash());
    }
}
