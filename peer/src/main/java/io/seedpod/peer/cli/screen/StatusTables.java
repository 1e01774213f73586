package io.seedpod.peer.cli.screen;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.metainfo.MagnetLink;
import io.seedpod.peer.cli.text.ByteSize;
import io.seedpod.peer.cli.text.Table;
import io.seedpod.peer.cli.text.TimeSpan;
import io.seedpod.peer.session.status.TorrentStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Torrents as people read them.
public final class StatusTables {
    private StatusTables() {}

    /// A line for each, titles first.
    public static List<String> torrents(List<TorrentStatus> shown) {
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

    /// Where it is, its trackers and its peers.
    public static List<String> details(TorrentStatus status) {
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
        if (status.wantedLength() != null) {
            lines.add(
                    "files    some: %s of %s (`peer do see_torrent_struct` lists them)"
                            .formatted(
                                    ByteSize.format(status.aim()),
                                    ByteSize.format(status.totalLength())));
        }
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
        if (!status.parting().banned().isEmpty()) {
            lines.add("banned   " + banned(status.parting()));
        }
        if (!status.webSeeds().isEmpty()) {
            lines.addAll(webSeeds(status));
        }
        lines.addAll(trackers.lines());
        lines.addAll(peers.lines());
        return lines;
    }

    private static List<String> webSeeds(TorrentStatus status) {
        var seeds = new Table("web seed", "state", "received>", "trouble");
        for (var seed : status.webSeeds()) {
            seeds.row(
                    seed.url(),
                    seed.state(),
                    ByteSize.format(seed.downloaded()),
                    seed.error() == null ? "" : seed.error());
        }
        return seeds.lines();
    }

    private static String banned(TorrentStatus.Parting parting) {
        return parting.banned().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> each.getValue() + " for " + each.getKey().replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private static String tried(String step) {
        return switch (step) {
            case "rerequest" -> "asking again for what is owed";
            case "new_peers" -> "dialling every known peer";
            case "announce" -> "asking the trackers for peers";
            case "web_seed" -> "asking web seeds";
            default -> step;
        };
    }

    /// The magnet link that leads to it.
    public static String magnet(TorrentStatus status) {
        return new MagnetLink(
                        InfoHash.parse(status.infoHash()).orElseThrow(),
                        Optional.of(status.name()),
                        status.trackers().stream().map(TorrentStatus.Tracker::url).toList(),
                        List.of())
                .format();
    }
}
