package io.seedpod.peer.cli;

import io.seedpod.peer.cli.option.DaemonOptions;
import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.option.TrackerOptions;
import io.seedpod.peer.cli.screen.StatusFigures;
import io.seedpod.peer.cli.text.ByteSize;
import io.seedpod.peer.cli.text.Table;
import io.seedpod.peer.cli.text.TimeSpan;
import io.seedpod.peer.session.SessionException;
import io.seedpod.peer.session.TorrentStatus;
import io.seedpod.peer.session.Trouble;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        torrents(shown).forEach(screen::result);
        if (wanted != null) {
            shown.forEach(status -> details(status).forEach(screen::result));
        }
        return ExitCode.OK;
    }

    private boolean isWanted(TorrentStatus status) {
        return wanted == null
                || wanted.equals(status.name())
                || wanted.equals(status.catalogueName())
                || wanted.equalsIgnoreCase(status.infoHash());
    }

    static List<String> torrents(List<TorrentStatus> shown) {
        var table = new Table("name", "state", "done>", "size>", "down>", "up>", "peers>", "eta>");
        for (var status : shown) {
            var figures = StatusFigures.of(status);
            table.row(
                    status.catalogueName() == null ? status.name() : status.catalogueName(),
                    StatusFigures.word(status.state()),
                    figures.percent().strip(),
                    ByteSize.format(status.totalLength()),
                    ByteSize.formatRate(status.downloadRate()),
                    ByteSize.formatRate(status.uploadRate()),
                    String.valueOf(status.peers().size()),
                    status.isComplete() ? "-" : TimeSpan.format(status.etaSeconds()));
        }
        return table.lines();
    }

    static List<String> details(TorrentStatus status) {
        var peers = new Table("peer", "client", "has all", "down>", "up>", "received>", "sent>");
        for (var peer : status.peers()) {
            peers.row(
                    peer.endpoint(),
                    peer.client(),
                    peer.seeder() ? "yes" : "no",
                    ByteSize.formatRate(peer.downloadRate()),
                    ByteSize.formatRate(peer.uploadRate()),
                    ByteSize.format(peer.downloaded()),
                    ByteSize.format(peer.uploaded()));
        }
        var trackers = new Table("tracker", "seeders>", "leechers>", "next>", "trouble");
        for (var tracker : status.trackers()) {
            trackers.row(
                    tracker.url(),
                    tracker.seeders() < 0 ? "?" : String.valueOf(tracker.seeders()),
                    tracker.leechers() < 0 ? "?" : String.valueOf(tracker.leechers()),
                    TimeSpan.format(tracker.nextAnnounceSeconds()),
                    tracker.error() == null ? "" : tracker.error());
        }
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(
                "infohash "
                        + status.infoHash()
                        + (status.path() == null ? "" : "  at " + status.path()));
        if (status.error() != null) {
            lines.add("trouble  " + status.error());
        }
        if (status.watch().step() != null) {
            lines.add(
                    "stuck    %s without progress; tried last: %s"
                            .formatted(
                                    TimeSpan.format(status.watch().stuckSeconds()),
                                    tried(status.watch().step())));
        }
        lines.addAll(trackers.lines());
        lines.addAll(peers.lines());
        return lines;
    }

    private static String tried(String step) {
        return switch (step) {
            case "rerequest" -> "asking again for what is owed";
            case "new_peers" -> "dialling every known peer";
            case "announce" -> "asking the trackers for peers";
            default -> step;
        };
    }
}
