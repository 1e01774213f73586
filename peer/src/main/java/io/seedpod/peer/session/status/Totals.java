package io.seedpod.peer.session.status;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/// Figures of all torrents together. Amounts count the whole life of the process, torrents that
/// left included.
public record Totals(
        Map<TorrentState, Integer> torrents,
        long peers,
        long downloadRate,
        long uploadRate,
        long downloaded,
        long uploaded,
        long wasted,
        WebSeeded webSeeded,
        long verified,
        long missing,
        Steps steps,
        TorrentStatus.Parting parting) {
    public static final Totals NOTHING =
            new Totals(
                    Map.of(),
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    WebSeeded.NONE,
                    0,
                    0,
                    Steps.NONE,
                    TorrentStatus.Parting.NONE);

    /// What web seeds brought, in bytes, and how many are not asked any more.
    public record WebSeeded(long downloaded, long dropped) {
        static final WebSeeded NONE = new WebSeeded(0, 0);

        private WebSeeded plus(TorrentStatus status) {
            var seeds = status.webSeeds();
            return new WebSeeded(
                    downloaded + seeds.stream().mapToLong(TorrentStatus.WebSeed::downloaded).sum(),
                    dropped + seeds.stream().filter(it -> it.state().equals("dropped")).count());
        }
    }

    /// Downloads that do not get on now, and what was tried for such.
    public record Steps(long stuck, long rerequests, long newPeers, long announces, long webSeeds) {
        static final Steps NONE = new Steps(0, 0, 0, 0, 0);

        private Steps plus(TorrentStatus.Watch watch) {
            return new Steps(
                    stuck + (watch.step() == null ? 0 : 1),
                    rerequests + watch.rerequests(),
                    newPeers + watch.newPeers(),
                    announces + watch.announces(),
                    webSeeds + watch.webSeeds());
        }

        private Steps withoutStuck() {
            return new Steps(0, rerequests, newPeers, announces, webSeeds);
        }
    }

    public Totals {
        torrents = Map.copyOf(torrents);
    }

    /// The torrents of now on top of the amounts of those that left.
    public static Totals of(Totals left, Collection<TorrentStatus> now) {
        var states = new EnumMap<TorrentState, Integer>(TorrentState.class);
        now.forEach(status -> states.merge(status.state(), 1, Integer::sum));
        var steps = left.steps;
        var parting = left.parting;
        var webSeeded = left.webSeeded;
        for (var status : now) {
            steps = steps.plus(status.watch());
            parting = parting.plus(status.parting());
            webSeeded = webSeeded.plus(status);
        }
        return new Totals(
                states,
                now.stream().mapToLong(status -> status.peers().size()).sum(),
                now.stream().mapToLong(TorrentStatus::downloadRate).sum(),
                now.stream().mapToLong(TorrentStatus::uploadRate).sum(),
                left.downloaded + now.stream().mapToLong(TorrentStatus::downloaded).sum(),
                left.uploaded + now.stream().mapToLong(TorrentStatus::uploaded).sum(),
                left.wasted + now.stream().mapToLong(TorrentStatus::wasted).sum(),
                webSeeded,
                now.stream().mapToLong(TorrentStatus::verifiedLength).sum(),
                now.stream()
                        .mapToLong(it -> Math.max(0, it.totalLength() - it.verifiedLength()))
                        .sum(),
                steps,
                parting);
    }

    /// The amounts alone, of torrents that are gone.
    public Totals withoutTorrents() {
        return new Totals(
                Map.of(),
                0,
                0,
                0,
                downloaded,
                uploaded,
                wasted,
                webSeeded,
                0,
                0,
                steps.withoutStuck(),
                parting);
    }
}
